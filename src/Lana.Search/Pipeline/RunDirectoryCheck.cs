namespace Lana.Pipeline;

/// <summary>Writes a file into the run directory and deletes it.</summary>
internal sealed class RunDirectoryCheck(string directory)
{
    // The topmost directory that did not exist before; null if all existed.
    private readonly string? _firstMissing = FirstMissing(directory);

    /// <summary>Creates the directory if it is missing, and tries to write.</summary>
    /// <returns>True if the directory can be written.</returns>
    public bool Run(PreflightReport report)
    {
        var probe = Path.Combine(directory, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            Directory.CreateDirectory(directory);
            using var file = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            report.Add("run directory", OutputException.NotWritten(directory, cause));
            return false;
        }
    }

    /// <summary>Removes the directories that were created, unless something else was put into them.</summary>
    public void Undo()
    {
        if (_firstMissing is null)
        {
            return;
        }

        var last = Path.GetDirectoryName(_firstMissing);
        for (var created = directory; created != last; created = Path.GetDirectoryName(created)!)
        {
            // Those further down may not have been created.
            if (Directory.Exists(created) && !Directory.EnumerateFileSystemEntries(created).Any())
            {
                Directory.Delete(created);
            }
        }
    }

    private static string? FirstMissing(string directory)
    {
        string? missing = null;
        for (var path = directory; path is not null && !Path.Exists(path); path = Path.GetDirectoryName(path))
        {
            missing = path;
        }

        return missing;
    }
}
