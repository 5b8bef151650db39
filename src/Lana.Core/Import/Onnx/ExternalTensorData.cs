using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>The bytes of a tensor that are stored in a separate file next to the model.</summary>
/// <remarks>Files outside the model's folder are refused, also through links.</remarks>
/// <param name="path">The model's file.</param>
/// <param name="name">The tensor's name in messages.</param>
internal sealed class ExternalTensorData(string path, string name)
{
    /// <summary>Reads the bytes.</summary>
    /// <param name="tensor">The tensor that specifies their location.</param>
    /// <param name="expected">The number of bytes that its shape needs.</param>
    public byte[] Read(TensorProto tensor, long expected)
    {
        var location = Value(tensor, "location");
        if (string.IsNullOrEmpty(location))
        {
            throw Fail("it is stored in another file, and the model does not say which");
        }

        var offset = Number(tensor, "offset", 0);
        var length = Number(tensor, "length", expected);
        if (length != expected)
        {
            throw Fail($"its shape needs {expected} bytes, and the model says {length} in '{Shortened.Of(location)}'");
        }

        var file = Locate(location);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return ReadPart(stream, location, offset, expected);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Fail($"its data in '{Shortened.Of(location)}' cannot be read: {cause.Message}", cause);
        }
    }

    private byte[] ReadPart(FileStream stream, string location, long offset, long length)
    {
        if (offset > stream.Length || length > stream.Length - offset || length > Array.MaxLength)
        {
            throw Fail(
                $"{length} bytes at {offset} are not in '{Shortened.Of(location)}', which has {stream.Length}: "
                + "it is cut short or belongs to another model");
        }

        stream.Position = offset;
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private string Locate(string location)
    {
        var parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location)
            || location[0] is '/' or '\\'
            || location.Contains(':', StringComparison.Ordinal)
            || location.Contains('\0', StringComparison.Ordinal)
            || parts.Contains(".."))
        {
            throw Fail($"its data is declared to be in '{Shortened.Of(location)}', outside the model's folder");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var file = Path.Combine([folder, .. parts]);
        RefuseLinks(folder, parts, location);
        if (!File.Exists(file))
        {
            throw Fail($"its data should be in '{Shortened.Of(location)}' next to the model, and that file is missing");
        }

        return file;
    }

    // A link may point inside the folder; a link to another folder would read data that is not part of the model.
    private void RefuseLinks(string folder, string[] parts, string location)
    {
        var real = RealPath(folder);
        var at = folder;
        foreach (var part in parts)
        {
            at = Path.Combine(at, part);
            FileSystemInfo info = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            var target = info.LinkTarget is null ? null : Resolve(info, location);
            if (target is not null && !IsWithin(target, folder) && !IsWithin(target, real))
            {
                throw Fail($"'{Shortened.Of(location)}' is a link that leads outside the model's folder");
            }
        }
    }

    private string? Resolve(FileSystemInfo info, string location)
    {
        try
        {
            return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException cause)
        {
            throw Fail($"'{Shortened.Of(location)}' is a link that cannot be followed: {cause.Message}", cause);
        }
    }

    private static string RealPath(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;

    private static bool IsWithin(string target, string folder) =>
        Path.GetFullPath(target).StartsWith(
            folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private long Number(TensorProto tensor, string key, long absent) =>
        Value(tensor, key) is not { } text ? absent
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Fail($"its {key} '{Shortened.Of(text)}' is not a number of bytes");

    private static string? Value(TensorProto tensor, string key) =>
        tensor.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;

    private OnnxImportException Fail(string reason, Exception? cause = null) =>
        new(path, $"tensor '{Shortened.Of(name)}': {reason}.", cause);
}
