/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* In place of libfam.so.0 for Courier: nothing is ever told about changed files, which only its
 * IDLE needs. The real one waits seconds for a daemon, and then Courier greets with a complaint. */

typedef struct {
  int fd;
  void *client;
} FamConnection;

int FAMOpen (FamConnection *connection);
int FAMClose (FamConnection *connection);
int FAMMonitorFile (FamConnection *connection, const char *name, int *request, void *data);
int FAMMonitorDirectory (FamConnection *connection, const char *name, int *request, void *data);
int FAMCancelMonitor (FamConnection *connection, const int *request);
int FAMPending (FamConnection *connection);
int FAMNextEvent (FamConnection *connection, void *event);

int
FAMOpen (FamConnection *connection)
{
  connection->fd = -1;
  return 0;
}

int
FAMClose (FamConnection *connection)
{
  return 0;
}

int
FAMMonitorFile (FamConnection *connection, const char *name, int *request, void *data)
{
  *request = 1;
  return 0;
}

int
FAMMonitorDirectory (FamConnection *connection, const char *name, int *request, void *data)
{
  *request = 1;
  return 0;
}

int
FAMCancelMonitor (FamConnection *connection, const int *request)
{
  return 0;
}

int
FAMPending (FamConnection *connection)
{
  return 0;
}

int
FAMNextEvent (FamConnection *connection, void *event)
{
  return 0;
}
