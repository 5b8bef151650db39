namespace Lana.Pipeline;

/// <summary>The machine as it is.</summary>
internal sealed class MachineFacts : IMachineFacts
{
    // The first follows a limit of the collected heap alone, which tensors do not count against; the second does not.
    public long MemoryBytes
    {
        get
        {
            var memory = GC.GetGCMemoryInfo();
            return Math.Max(memory.TotalAvailableMemoryBytes, memory.HighMemoryLoadThresholdBytes);
        }
    }

    public (string Name, long FreeBytes)? DiskOf(string directory)
    {
        try
        {
            var path = Path.TrimEndingDirectorySeparator(directory) + Path.DirectorySeparatorChar;
            var name = DriveInfo.GetDrives()
                .Select(drive => drive.Name)
                .Where(root => path.StartsWith(Path.TrimEndingDirectorySeparator(root), StringComparison.Ordinal))
                .MaxBy(root => root.Length);

            // On Unix the path itself asks for its disk; on Windows the root of its volume does.
            var disk = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : path);
            return (name ?? disk.Name, disk.AvailableFreeSpace);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A share of the network is not a drive, for example: unknown, as the answer says.
            return null;
        }
    }
}
