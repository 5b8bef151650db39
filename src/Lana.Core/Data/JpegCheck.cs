using JpegLibrary;

namespace Lana.Data;

/// <summary>Decodes the coefficients of a JPEG file and refuses damaged ones.</summary>
/// <remarks>The pixel decoder treats damage as the end of the image, and leaves the rest of the buffer
/// uninitialised.</remarks>
internal static class JpegCheck
{
    /// <summary>Reads every coefficient.</summary>
    /// <param name="file">The file, whose structure has been checked (<see cref="JpegStructure.Read"/>).</param>
    /// <exception cref="InvalidDataException">The data is damaged, or of a kind that cannot be read.</exception>
    public static void Require(byte[] file)
    {
        var decoder = new JpegDecoder();
        try
        {
            decoder.SetInput(WithPlainSampling(file));
            decoder.Identify();
            decoder.SetOutputWriter(new NoOutput());
            decoder.Decode();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw new InvalidDataException($"its JPEG data is damaged: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    // A single component is coded block by block whatever its sampling factors are, which this decoder does not take
    // into account.
    private static byte[] WithPlainSampling(byte[] file)
    {
        var place = 2;
        while (file[place + 1] is not (>= 0xC0 and <= 0xC2))
        {
            place += file[place + 1] == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(place + 2));
        }

        const int Components = 9;
        const int FirstSampling = 11;
        if (file[place + Components] != 1 || file[place + FirstSampling] == 0x11)
        {
            return file;
        }

        var plain = file.ToArray();
        plain[place + FirstSampling] = 0x11;
        return plain;
    }

    private sealed class NoOutput : JpegBlockOutputWriter
    {
        public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
        {
        }
    }
}
