/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  sqlite3_file *real; /* behind this struct in the same memory */
} FaultFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;

static struct {
  guint countdown; /* 0 = nothing fails */
  int result;
  gboolean for_good;
  gboolean has_failed;
} plan;

/* Returns: SQLITE_OK, or the code that this operation has to fail with. */
static int
next_result (void)
{
  if (plan.has_failed && plan.for_good && plan.result != SQLITE_OK)
    return plan.result;
  if (plan.countdown == 0 || --plan.countdown > 0)
    return SQLITE_OK;
  plan.has_failed = TRUE;
  return plan.result;
}

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static int
write_cb (sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
  int result = next_result ();

  if (result != SQLITE_OK)
    return result;
  return get_real (file)->pMethods->xWrite (get_real (file), data, size, offset);
}

static int
truncate_cb (sqlite3_file *file, sqlite3_int64 size)
{
  int result = next_result ();

  return result != SQLITE_OK ? result
                             : get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
sync_cb (sqlite3_file *file, int flags)
{
  int result = next_result ();

  return result != SQLITE_OK ? result : get_real (file)->pMethods->xSync (get_real (file), flags);
}

static int
close_cb (sqlite3_file *file)
{
  return get_real (file)->pMethods->xClose (get_real (file));
}

static int
read_cb (sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
  return get_real (file)->pMethods->xRead (get_real (file), data, size, offset);
}

static int
file_size_cb (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
lock_cb (sqlite3_file *file, int level)
{
  return get_real (file)->pMethods->xLock (get_real (file), level);
}

static int
unlock_cb (sqlite3_file *file, int level)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), level);
}

static int
check_reserved_lock_cb (sqlite3_file *file, int *held)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), held);
}

static int
file_control_cb (sqlite3_file *file, int operation, void *argument)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), operation, argument);
}

static int
sector_size_cb (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
characteristics_cb (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
shm_map_cb (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), page, size, extend, memory);
}

static int
shm_lock_cb (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
shm_barrier_cb (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
shm_unmap_cb (sqlite3_file *file, int remove)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), remove);
}

static const sqlite3_io_methods fault_methods = {
  .iVersion = 2, /* with shared memory, without memory-mapped pages */
  .xClose = close_cb,
  .xRead = read_cb,
  .xWrite = write_cb,
  .xTruncate = truncate_cb,
  .xSync = sync_cb,
  .xFileSize = file_size_cb,
  .xLock = lock_cb,
  .xUnlock = unlock_cb,
  .xCheckReservedLock = check_reserved_lock_cb,
  .xFileControl = file_control_cb,
  .xSectorSize = sector_size_cb,
  .xDeviceCharacteristics = characteristics_cb,
  .xShmMap = shm_map_cb,
  .xShmLock = shm_lock_cb,
  .xShmBarrier = shm_barrier_cb,
  .xShmUnmap = shm_unmap_cb,
};

static int
open_cb (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *ret_flags)
{
  FaultFile *self = (FaultFile *) file;
  int result;

  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *) (self + 1);
  result = real_vfs->xOpen (real_vfs, name, self->real, flags, ret_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &fault_methods;
  return result;
}

static int
delete_cb (sqlite3_vfs *vfs, const char *name, int sync_directory)
{
  int result = next_result ();

  return result != SQLITE_OK ? result : real_vfs->xDelete (real_vfs, name, sync_directory);
}

void
fault_vfs_register (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "fault";
  fault_vfs.pNext = NULL;
  fault_vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = open_cb;
  fault_vfs.xDelete = delete_cb;
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, 1), ==, SQLITE_OK);
}

void
fault_vfs_fail_at (guint n, int result, gboolean for_good)
{
  plan.countdown = n;
  plan.result = result;
  plan.for_good = for_good;
  plan.has_failed = FALSE;
}

gboolean
fault_vfs_heal (void)
{
  plan.countdown = 0;
  plan.result = SQLITE_OK;
  return plan.has_failed;
}
