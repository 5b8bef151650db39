using System.Text;
using System.Text.Json;

namespace Lana.Internal;

/// <summary>Writes whole files: a reader sees the old file or the new one, never a part of one.</summary>
/// <remarks>
/// The content goes to a temporary name in the same directory, is flushed to the disk and then renamed over the target.
/// A process that is killed on the way leaves at most a file that ends in <c>.tmp</c>. Several threads or processes may
/// write the same path at once: the last rename wins.
/// </remarks>
public static class AtomicFile
{
    /// <summary>Writes a file through a stream.</summary>
    /// <param name="path">The file; parent directories are created, an existing file is replaced.</param>
    /// <param name="write">Writes the content. The stream can seek and is closed by this method. What it throws besides
    /// input and output errors comes out unchanged; the target is untouched then.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="OutputException">The file cannot be written: no permission, no space, a directory in its place.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
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

    /// <summary>Writes bytes as a file.</summary>
    /// <param name="path">The file; parent directories are created, an existing file is replaced.</param>
    /// <param name="bytes">The content.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) =>
        Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes text as a file, in UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; parent directories are created, an existing file is replaced.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void WriteAllText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes a value as a JSON file that ends with a line break.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="path">The file; parent directories are created, an existing file is replaced.</param>
    /// <param name="value">The content.</param>
    /// <param name="options">How to write it; <see cref="JsonFile.DefaultOptions"/> if null.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    /// <exception cref="NotSupportedException">The type cannot be written as JSON.</exception>
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
            // The failure that brought us here is the one the caller has to see; a left-over .tmp file does no harm.
        }
    }
}
