namespace Lana.Runs;

/// <summary>Reserves a run directory for one run.</summary>
/// <remarks>The operating system releases the lock when the process ends, however it ends; the empty file stays, since
/// deleting it would let two runs lock two files of the same name.</remarks>
internal sealed class RunLock : IDisposable
{
    private const int HeldOnLinux = 11;
    private const int HeldOnMacOS = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Locks the directory, which is created if it is missing.</summary>
    /// <exception cref="OutputException">Another run has locked it, it cannot be written, or it contains a link.</exception>
    public static RunLock Take(string directory)
    {
        var path = Path.Combine(directory, "run.lock");
        try
        {
            Directory.CreateDirectory(directory);
            ThrowIfLinked(directory);
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException cause) when (cause.HResult is HeldOnLinux or HeldOnMacOS or HeldOnWindows)
        {
            throw new OutputException(
                path,
                $"Another run is in '{directory}'. Wait until it ends, or give this one a directory of its own " +
                "(AcceleratorOptions.RunDirectory).",
                cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw OutputException.NotWritten(path, cause);
        }
    }

    // Writing to a link in the directory would write outside of it. The directory itself may be a link.
    private static void ThrowIfLinked(string directory)
    {
        var entries = new DirectoryInfo(directory).EnumerateFileSystemInfos("*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = false,
        });
        if (entries.FirstOrDefault(entry => entry.LinkTarget is not null) is { } link)
        {
            throw new OutputException(
                link.FullName,
                $"'{link.FullName}' is a link to '{link.LinkTarget}'. A run writes only into its own directory: replace " +
                "the link by what it leads to, or link the whole run directory.");
        }
    }

    public void Dispose() => _file.Dispose();
}
