using System.Text;
using Lana.Data;
using Lana.Weights;

namespace Lana.Internal;

public sealed class FileKindTests
{
    public static TheoryData<byte[], string> Files => new()
    {
        { Text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"), "a Git LFS pointer" },
        { Text("<!DOCTYPE html><html><head><title>404</title></head></html>"), "an HTML page" },
        { Text("\n <HTML lang=en><body>Sign in</body></HTML>"), "an HTML page" },
        { [0x50, 0x4B, 0x03, 0x04, .. new byte[60]], "a zip archive" },
        { [0x80, 0x02, 0x8A, 0x0A, .. new byte[60]], "a Python pickle" },
        { [0x89, .. "HDF\r\n\u001a\n"u8, .. new byte[60]], "an HDF5 file" },
        { [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBPVP8 "u8, .. new byte[20]], "a WebP image" },
        { [0, 0, 0, 0x20, .. "ftypheic"u8, .. new byte[20]], "a HEIF or AVIF image" },
        { [.. "GIF89a"u8, .. new byte[20]], "a GIF image" },
        { Text("{\"metadata\": {}, \"weight_map\": {}}"), "a JSON text" },
    };

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void Open_FileOfAnotherKind_SaysWhichItIs(byte[] content, string kind)
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Path, "model.safetensors");
        File.WriteAllBytes(path, content);

        var weights = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        var image = Assert.Throws<InvalidDataException>(() => ImageHeader.Read(content, maxPixels: 100));

        Assert.Contains($"not a safetensors file but {kind}", weights.Message, StringComparison.Ordinal);
        Assert.Contains($"neither JPEG nor PNG: it is {kind}", image.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04 }, "a zip archive, as PyTorch's .pt and .pth files are")]
    [InlineData(new byte[] { 0x80, 0x02, 0x8A, 0x0A }, "a Python pickle")]
    public void Of_ModelInAnotherForm_HasTheAdviceOfTheReaderAlone(byte[] content, string kind)
    {
        Assert.Equal(kind, FileKind.Of(content));
        Assert.Equal($"{kind}: export it", FileKind.Of(content, "export it"));
    }

    [Fact]
    public void Open_Folder_SaysSo()
    {
        using var scratch = new Scratch();

        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(scratch.Path));

        Assert.Contains("it is a folder", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005")]
    public void Of_UnknownBytes_IsNull(string text) => Assert.Null(FileKind.Of(Text(text)));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
