namespace Lana.Data;

/// <summary>The tables of a JPEG file.</summary>
/// <remarks>The decoders check less: an empty Huffman code keeps one of them busy for many seconds.</remarks>
internal static class JpegTables
{
    private const int MaxTable = 3;
    private const int MaxWordBits = 16;
    private const int MaxWords = 256;
    private const int Coefficients = 64;

    /// <summary>Refuses a segment of quantisation tables that is damaged.</summary>
    public static void CheckQuantisation(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var length = 1 + (Coefficients * (1 + (segment[0] >> 4)));
            if (segment[0] >> 4 > 1 || (segment[0] & 15) > MaxTable || segment.Length < length)
            {
                throw Damaged();
            }

            segment = segment[length..];
        }
    }

    /// <summary>Refuses a segment of Huffman tables that is damaged.</summary>
    public static void CheckHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            if (segment.Length <= MaxWordBits || segment[0] >> 4 > 1 || (segment[0] & 15) > MaxTable)
            {
                throw Damaged();
            }

            var words = CountWords(segment[1..(1 + MaxWordBits)]);
            var isLowest = segment[0] >> 4 == 0;
            segment = segment[(1 + MaxWordBits)..];
            if (words is < 1 or > MaxWords || words > segment.Length
                || (isLowest && segment[..words].IndexOfAnyExceptInRange((byte)0, (byte)15) >= 0))
            {
                throw Damaged();
            }

            segment = segment[words..];
        }
    }

    // Counts the code words of each length and checks that they fit into the space that the shorter ones leave.
    private static int CountWords(ReadOnlySpan<byte> counts)
    {
        var (words, used) = (0, 0);
        for (var bits = 1; bits <= MaxWordBits; bits++)
        {
            words += counts[bits - 1];
            used = (2 * used) + counts[bits - 1];
            if (used > 1 << bits)
            {
                throw Damaged();
            }
        }

        return words;
    }

    private static InvalidDataException Damaged() => new("its JPEG data is damaged: a table cannot be read");
}
