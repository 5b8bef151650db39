using System.Runtime.InteropServices;
using Lana.Data;
using Lana.Internal;

namespace Lana.Fuzzing;

/// <summary>A folder with one class and one image, opened and read twice: from the memory that opening fills, and anew.</summary>
internal abstract class ImageTarget(string name, string file)
    : FileTarget(name, Path.Combine("class", file), typeof(InvalidDataSourceException))
{
    private const int MaxDisturbed = 8192;

    private static readonly byte[] Noise = [.. Enumerable.Range(0, MaxDisturbed + 64).Select(i => (byte)(i * 37))];

    private int _turn;

    /// <summary>The pixels that the header claims, red, green and blue, where no more are claimed than the documented
    /// limits allow.</summary>
    public override long DecodedBytes(byte[] input)
    {
        try
        {
            return 3 * ImageHeader.Read(input, new ImageFolderOptions().MaxPixels).Pixels;
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }

    /// <summary>The decoders allocate what they do not clear.</summary>
    public override void Disturb()
    {
        _turn++;
        for (var size = 64; size <= MaxDisturbed; size += size / 2)
        {
            var block = Marshal.AllocHGlobal(size);
            Marshal.Copy(Noise, _turn % 64, block, size);
            Marshal.FreeHGlobal(block);
        }
    }

    protected override Func<string> ReadFile()
    {
        var options = new ImageFolderOptions { CacheBytes = _turn % 2 == 0 ? 1 << 24 : 0, Workers = 1 };
        var source = ImageFolderSource.Open(Folder, options);
        return () =>
        {
            using var batch = source.Read([0]);
            using var hash = new ContentHash();
            return $"{source.Shape} {hash.Add(batch.Images.bytes).ToText()}";
        };
    }
}
