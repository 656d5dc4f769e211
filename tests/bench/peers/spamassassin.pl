#!/usr/bin/perl
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# SpamAssassin's Bayes alone in one lasting process: spamassassin.pl DIRECTORY MINIMUM. Reads "judge PATH",
# "ham PATH" (teach) or "spam PATH" lines; answers each with probability or "taught" and the seconds of
# processor time it took. MINIMUM: so many of each class must be taught before it speaks (stock: 200).
use strict;
use warnings;
use Mail::SpamAssassin;
use Mail::SpamAssassin::PerMsgStatus;
use Time::HiRes qw(clock);

my ($directory, $minimum) = @ARGV;
# Of what is shipped: which domains are registrable, without which no host in a text is known, and the words that
# every mail has.
my $shipped = '';
for my $name ('20_aux_tlds.cf', '60_bayes_stopwords.cf') {
  local (@ARGV, $/) = ("/usr/share/spamassassin/$name");
  $shipped .= <>;
}
my $settings = <<"END";
loadplugin Mail::SpamAssassin::Plugin::Bayes
use_bayes 1
bayes_auto_learn 0
bayes_min_ham_num $minimum
bayes_min_spam_num $minimum
bayes_path $directory/bayes
END
my $filter = Mail::SpamAssassin->new ({
  config_text       => $shipped . $settings,
  local_tests_only  => 1,
  dont_copy_prefs   => 1,
  userstate_dir     => $directory,
  home_dir_for_helpers => $directory,
});
$filter->init (1);
my $bayes = $filter->call_plugins ("learner_get_implementation");

sub judge {
  my ($mail) = @_;
  my $status = Mail::SpamAssassin::PerMsgStatus->new ($filter, $mail);
  $status->extract_message_metadata ();
  my $probability = $bayes->scan ($status, $mail);
  $status->finish ();
  return defined $probability ? $probability : 0.5;
}

$| = 1;
while (my $line = <STDIN>) {
  chomp $line;
  my ($command, $path) = split / /, $line, 2;
  open (my $file, '<:raw', $path) or die "$path: $!";
  my $text = do { local $/; <$file> };
  close $file;
  my $begin = clock ();
  my $mail = $filter->parse ($text, 1);
  my $answer = 'taught';
  if ($command eq 'judge') {
    $answer = judge ($mail);
  } else {
    $filter->learn ($mail, undef, $command eq 'spam' ? 1 : 0, 0)->finish ();
  }
  $mail->finish ();
  printf "%s %.6f\n", $answer, clock () - $begin;
}
