namespace Lana.Data;

/// <summary>Resizes decoded images by linear interpolation, see <see cref="LinearTap"/>.</summary>
internal static class ImageResizer
{
    public static byte[] Resize(ReadOnlySpan<byte> pixels, FeatureShape shape, ImageWindow window, SpatialSize size)
    {
        var (channels, height, width) = shape;
        var rows = LinearTap.Row(window.Top, window.Height, height, size.Height);
        var columns = LinearTap.Row(window.Left, window.Width, width, size.Width);
        var row = new float[width * channels];
        var resized = new byte[channels * size.Area];
        for (var y = 0; y < size.Height; y++)
        {
            Mix(pixels, rows[y], row);
            for (var x = 0; x < size.Width; x++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    resized[(((channel * size.Height) + y) * size.Width) + x] = Sample(row, columns[x], channels, channel);
                }
            }
        }

        return resized;
    }

    private static void Mix(ReadOnlySpan<byte> pixels, LinearTap tap, Span<float> row)
    {
        row.Clear();
        for (var i = 0; i < tap.Weights.Length; i++)
        {
            var source = pixels.Slice((tap.First + i) * row.Length, row.Length);
            var weight = tap.Weights[i];
            for (var x = 0; x < row.Length; x++)
            {
                row[x] += weight * source[x];
            }
        }
    }

    private static byte Sample(ReadOnlySpan<float> row, LinearTap tap, int channels, int channel)
    {
        var sum = 0.5f;
        for (var i = 0; i < tap.Weights.Length; i++)
        {
            sum += tap.Weights[i] * row[((tap.First + i) * channels) + channel];
        }

        return (byte)Math.Clamp(sum, 0f, 255f);
    }
}
