using Google.Protobuf;

namespace Lana.Samples;

/// <summary>A model whose output is its input: images of any height and width. It adds zeros along the last dimension, so that
/// it loads, and runs only where that dimension has as many.</summary>
internal static class CopyModel
{
    /// <summary>The only width with which [N, C, H, W] runs.</summary>
    public const int LastSide = 7;

    private const int Channels = 3;
    private const int Float = 1;
    private const int Half = 10;

    /// <summary>Writes the model, with the fields of <c>onnx.proto</c> by their numbers.</summary>
    public static string Write(string path, bool isChannelsLast, bool isHalf)
    {
        var type = isHalf ? Half : Float;
        var zeros = isChannelsLast ? Channels : LastSide;
        byte[] zero = [.. Number(1, zeros), .. Number(2, type), .. Text(8, "zero"), .. Part(9, new byte[zeros * (isHalf ? 2 : 4)])];
        byte[] add = [.. Text(1, "image"), .. Text(1, "zero"), .. Text(2, "copy"), .. Text(4, "Add")];
        byte[] graph =
        [
            .. Part(1, add), .. Text(2, "copy"), .. Part(5, zero), .. Part(11, Value("image", type, isChannelsLast)),
            .. Part(12, Value("copy", type, isChannelsLast)),
        ];
        File.WriteAllBytes(path, [.. Number(1, 8), .. Part(7, graph), .. Part(8, Number(2, 17))]);
        return path;
    }

    private static byte[] Value(string name, int type, bool isChannelsLast)
    {
        byte[] channels = Part(1, Number(1, Channels));
        byte[] shape = isChannelsLast
            ? [.. Free("N"), .. Free("H"), .. Free("W"), .. channels]
            : [.. Free("N"), .. channels, .. Free("H"), .. Free("W")];
        return [.. Text(1, name), .. Part(2, Part(1, [.. Number(1, type), .. Part(2, shape)]))];
    }

    private static byte[] Free(string name) => Part(1, Text(2, name));

    private static byte[] Text(int field, string text) => Part(field, [.. System.Text.Encoding.UTF8.GetBytes(text)]);

    private static byte[] Part(int field, byte[] content) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    });

    private static byte[] Number(int field, long number) => Write(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    });

    private static byte[] Write(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }
}
