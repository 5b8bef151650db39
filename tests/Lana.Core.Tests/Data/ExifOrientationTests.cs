using System.Buffers.Binary;
using Lana.Fuzzing;

namespace Lana.Data;

[Collection(TorchCollection.Name)]
public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(1, "abc def")]
    [InlineData(2, "cba fed")]
    [InlineData(3, "fed cba")]
    [InlineData(4, "def abc")]
    [InlineData(5, "ad be cf")]
    [InlineData(6, "da eb fc")]
    [InlineData(7, "fc eb da")]
    [InlineData(8, "cf be ad")]
    public void Apply_EveryOrientation_TurnsThePixels(int orientation, string rows)
    {
        var shape = new FeatureShape(2, 2, 3);
        byte[] pixels = [.. "abcdef".SelectMany(letter => new[] { (byte)letter, (byte)1 })];

        var turned = ExifOrientation.Apply(pixels, ref shape, orientation);

        var lines = turned.Where((_, i) => i % 2 == 0).Select(value => (char)value).Chunk(shape.Width);
        Assert.Equal(rows, string.Join(' ', lines.Select(line => new string(line))));
        Assert.All(turned.Where((_, i) => i % 2 == 1), value => Assert.Equal(1, value));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    [InlineData(8, 8)]
    [InlineData(9, 1)]
    public void Read_EitherByteOrder_GivesTheTag(int value, int orientation)
    {
        Assert.Equal(orientation, ExifOrientation.Read(Exif(value, isBig: true)));
        Assert.Equal(orientation, ExifOrientation.Read(Exif(value, isBig: false)));
    }

    [Fact]
    public void Read_CutOrDamaged_IsUprightOrStillTheTag()
    {
        var exif = Exif(6, isBig: true);
        for (var length = 0; length < exif.Length; length++)
        {
            Assert.Contains(ExifOrientation.Read(exif.AsSpan(0, length)), new[] { 1, 6 });
            foreach (var value in new byte[] { 0, 0x7F, 0xFF })
            {
                var damaged = exif.ToArray();
                damaged[length] = value;
                Assert.InRange(ExifOrientation.Read(damaged), 1, 8);
            }
        }
    }

    [Fact]
    public void Open_JpegToBeTurned_HasTheSidesExchanged()
    {
        using var folder = new ImageFolder();
        folder.Add("a/0.jpg", Convert.FromBase64String(JpegSeeds.All[^1]));

        Assert.Equal(new FeatureShape(3, 10, 6), folder.Open().Shape);
    }

    private static byte[] Exif(int orientation, bool isBig)
    {
        ushort[] entry = [0x0112, 3, 0, 1, (ushort)orientation, 0];
        var exif = new byte[8 + 2 + 12 + 4];
        (isBig ? "MM\0*"u8 : "II*\0"u8).CopyTo(exif);
        exif[isBig ? 7 : 4] = 8;
        exif[isBig ? 9 : 8] = 1;
        for (var i = 0; i < entry.Length; i++)
        {
            // The count is one number of four bytes.
            var place = exif.AsSpan(10 + (2 * (i is 2 or 3 && !isBig ? 5 - i : i)));
            if (isBig)
            {
                BinaryPrimitives.WriteUInt16BigEndian(place, entry[i]);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(place, entry[i]);
            }
        }

        return exif;
    }
}
