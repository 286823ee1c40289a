"""Plan files changed all together or not at all, whatever happens meanwhile: a crash, a full disk, a second writer."""
