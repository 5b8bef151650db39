namespace Lana.Pipeline;

/// <summary>The actual machine.</summary>
internal sealed class MachineFacts : IMachineFacts
{
    public long MemoryBytes => MachineMemory.Bytes;

    public (string Name, long FreeBytes)? DiskOf(string directory)
    {
        try
        {
            var path = Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar;
            var name = DriveInfo.GetDrives()
                .Select(drive => drive.Name)
                .Where(root => path.StartsWith(Path.TrimEndingDirectorySeparator(root), StringComparison.Ordinal))
                .MaxBy(root => root.Length);

            // On Unix the path itself identifies its disk; on Windows the root of its volume does.
            var disk = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : path);
            return (name ?? disk.Name, disk.AvailableFreeSpace);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A network share is not a drive, for example: its space is unknown, so the result is null.
            return null;
        }
    }
}
