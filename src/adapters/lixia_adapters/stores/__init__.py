"""Event stores: eventsourcing persistence modules with one ``Factory`` each."""
