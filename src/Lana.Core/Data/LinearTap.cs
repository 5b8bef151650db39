namespace Lana.Data;

/// <summary>The old pixels that contribute to a new one, along one side of an image.</summary>
/// <param name="First">The first old pixel.</param>
/// <param name="Weights">The weights of this pixel and the following ones; their sum is 1.</param>
/// <remarks>Linear interpolation; if an image shrinks, the triangle is as wide as a new pixel.</remarks>
internal readonly record struct LinearTap(int First, float[] Weights)
{
    public static LinearTap[] Row(double start, double length, int count, int side)
    {
        var scale = length / side;
        var reach = Math.Max(1.0, scale);
        var taps = new LinearTap[side];
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
            taps[i] = new LinearTap(first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return taps;
    }
}
