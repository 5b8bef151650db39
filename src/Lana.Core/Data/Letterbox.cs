namespace Lana.Data;

/// <summary>Centres an image in its own proportions in a frame.</summary>
/// <remarks>If the number of free rows or columns is odd, the last side has one more, as in YOLO.</remarks>
internal static class Letterbox
{
    /// <summary>The largest size of an image's proportions that fits into a frame, rounded to whole pixels.</summary>
    public static SpatialSize Inner(FeatureShape image, SpatialSize frame)
    {
        var scale = Math.Min((double)frame.Height / image.Height, (double)frame.Width / image.Width);
        return new SpatialSize(Side(image.Height * scale, frame.Height), Side(image.Width * scale, frame.Width));
    }

    /// <summary>Puts an image [C, H, W] into a frame of one grey.</summary>
    public static byte[] Frame(byte[] pixels, SpatialSize inner, FeatureShape frame, byte fill)
    {
        var framed = new byte[frame.Count];
        Array.Fill(framed, fill);
        var (top, left) = ((frame.Height - inner.Height) / 2, (frame.Width - inner.Width) / 2);
        for (var row = 0; row < frame.Channels * inner.Height; row++)
        {
            var (channel, y) = Math.DivRem(row, inner.Height);
            var place = (((channel * frame.Height) + top + y) * frame.Width) + left;
            pixels.AsSpan(row * inner.Width, inner.Width).CopyTo(framed.AsSpan(place));
        }

        return framed;
    }

    private static int Side(double length, int max) => Math.Clamp((int)Math.Round(length), 1, max);
}
