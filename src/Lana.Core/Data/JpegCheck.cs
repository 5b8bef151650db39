using JpegLibrary;

namespace Lana.Data;

/// <summary>Decodes the coefficients of a JPEG file and refuses damaged ones.</summary>
/// <remarks>The decoder of the pixels takes damage for the end of the image, and leaves what follows as it finds it in
/// memory.</remarks>
internal static class JpegCheck
{
    /// <summary>Reads every coefficient.</summary>
    /// <exception cref="InvalidDataException">The data is damaged, or of a kind that cannot be read.</exception>
    public static void Require(byte[] file)
    {
        var decoder = new JpegDecoder();
        try
        {
            decoder.SetInput(file);
            decoder.Identify();
            decoder.SetOutputWriter(new NoOutput());
            decoder.Decode();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw new InvalidDataException($"its JPEG data is damaged: {cause.Message.TrimEnd('.')}", cause);
        }

        if (decoder.Precision != 8)
        {
            throw new InvalidDataException($"it has {decoder.Precision} bits per sample; 8 are read. Convert it");
        }
    }

    private sealed class NoOutput : JpegBlockOutputWriter
    {
        public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
        {
        }
    }
}
