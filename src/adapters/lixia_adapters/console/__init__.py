"""The command line: ``lixia``. Nothing heavy is imported before a command needs it."""
