using System.Formats.Tar;
using System.IO.Compression;

namespace Lana.Data;

/// <summary>CIFAR-10 as JPEG files, from the contributors' archive.</summary>
internal static class CifarFiles
{
    /// <summary>The files of one part, those numbered below <paramref name="perClass"/> in each class; skips the test
    /// where there is no archive.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Require(string part, int perClass)
    {
        using var file = File.OpenRead(SharedFiles.Require("data", "cifar10-jpeg.tar.gz"));
        using var content = new GZipStream(file, CompressionMode.Decompress);
        using var archive = new TarReader(content);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && entry.Name.StartsWith(part + "/", StringComparison.Ordinal)
                && int.Parse(Path.GetFileNameWithoutExtension(entry.Name)) < perClass)
            {
                var bytes = new byte[entry.Length];
                data.ReadExactly(bytes);
                yield return (entry.Name[(part.Length + 1)..], bytes);
            }
        }
    }

    /// <summary>A folder with such files.</summary>
    public static ImageFolder Unpack(string part, int perClass)
    {
        var folder = new ImageFolder();
        foreach (var (name, bytes) in Require(part, perClass))
        {
            folder.Add(name, bytes);
        }

        return folder;
    }
}
