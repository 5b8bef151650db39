using Lana.Modules;

namespace Lana.Data;

/// <summary>Linear interpolation; where an image shrinks, the triangle is as wide as a new pixel, so that nothing is
/// left out.</summary>
internal static class ImageResizer
{
    /// <summary>Resizes a window of an image to a square.</summary>
    /// <param name="pixels">[H, W, C].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="window">What is kept.</param>
    /// <param name="side">The side of the square.</param>
    /// <returns>[C, side, side].</returns>
    public static byte[] Resize(ReadOnlySpan<byte> pixels, FeatureShape shape, ImageWindow window, int side)
    {
        var (channels, height, width) = shape;
        var rows = Taps(window.Top, window.Height, height, side);
        var columns = Taps(window.Left, window.Width, width, side);
        var row = new float[width * channels];
        var resized = new byte[channels * side * side];
        for (var y = 0; y < side; y++)
        {
            Mix(pixels, rows[y], row);
            for (var x = 0; x < side; x++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    resized[(((channel * side) + y) * side) + x] = Sample(row, columns[x], channels, channel);
                }
            }
        }

        return resized;
    }

    private static void Mix(ReadOnlySpan<byte> pixels, Tap tap, Span<float> row)
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

    private static byte Sample(ReadOnlySpan<float> row, Tap tap, int channels, int channel)
    {
        var sum = 0.5f;
        for (var i = 0; i < tap.Weights.Length; i++)
        {
            sum += tap.Weights[i] * row[((tap.First + i) * channels) + channel];
        }

        return (byte)Math.Clamp(sum, 0f, 255f);
    }

    private static Tap[] Taps(double start, double length, int count, int side)
    {
        var scale = length / side;
        var reach = Math.Max(1.0, scale);
        var taps = new Tap[side];
        for (var i = 0; i < side; i++)
        {
            var centre = start + ((i + 0.5) * scale);
            var first = Math.Clamp((int)Math.Floor(centre - reach), 0, count - 1);
            var last = Math.Clamp((int)Math.Ceiling(centre + reach), first + 1, count);
            var weights = new double[last - first];
            for (var j = 0; j < weights.Length; j++)
            {
                weights[j] = Math.Max(0.0, 1.0 - (Math.Abs(first + j + 0.5 - centre) / reach));
            }

            var sum = weights.Sum();
            taps[i] = new Tap(first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return taps;
    }

    private readonly record struct Tap(int First, float[] Weights);
}
