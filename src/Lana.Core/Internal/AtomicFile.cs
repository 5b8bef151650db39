namespace Lana.Internal;

/// <summary>Writes whole files: a reader sees the old file or the new one, never a part of one.</summary>
/// <remarks>The content goes to a temporary name in the same directory, is flushed to the disk and then renamed over
/// the target. A process that is killed meanwhile leaves at most a file that ends in <c>.tmp</c>. Several threads or
/// processes may write the same path at once: the last rename wins.</remarks>
internal static class AtomicFile
{
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string? temporary = null;
        try
        {
            var target = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
            temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
            WriteAndFlush(temporary, write);
            File.Move(temporary, target, overwrite: true);
            temporary = null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw OutputException.NotWritten(path, cause);
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) =>
        Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes text as a file, in UTF-8 without a byte order mark.</summary>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a value as a JSON file that ends with a line break.</summary>
    public static void WriteJson<T>(string path, T value, JsonSerializerOptions? options = null)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, options ?? JsonFile.DefaultOptions);
        Write(path, stream =>
        {
            stream.Write(json);
            stream.WriteByte((byte)'\n');
        });
    }

    private static void WriteAndFlush(string temporary, Action<Stream> write)
    {
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void DeleteIfThere(string? temporary)
    {
        try
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The original failure is reported to the caller; a left-over .tmp file does no harm.
        }
    }
}
