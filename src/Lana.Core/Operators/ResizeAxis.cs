namespace Lana.Operators;

/// <summary>One direction of a resize: the input positions that contribute to an output position, and their weights.</summary>
/// <remarks>Computed in float32, as in ONNX Runtime, so that both round in the same way.</remarks>
/// <param name="From">The size before.</param>
/// <param name="To">The size after.</param>
/// <param name="Scale">The factor between positions.</param>
internal readonly record struct ResizeAxis(int From, int To, float Scale)
{
    private const float CubicCoefficient = -0.75f;
    private const float HalfTolerance = 1e-6f;

    /// <summary>Creates one direction; without a scale, the factor is the nearest one with which ONNX computes the size
    /// after.</summary>
    /// <exception cref="ArgumentException">The scale gives another size.</exception>
    public static ResizeAxis Of(int from, int to, double? given)
    {
        var scale = (float)(given ?? (double)to / from);
        if (given is null && SizeOf(from, scale) < to)
        {
            scale = MathF.BitIncrement(scale);
        }

        return SizeOf(from, scale) == to
            ? new ResizeAxis(from, to, scale)
            : throw new ArgumentException($"A resize by {scale} makes {from} places no {to}.", nameof(given));
    }

    /// <summary>The input position that each output position copies.</summary>
    public long[] Nearest(CoordinateMode mode, NearestRounding rounding)
    {
        var places = new long[To];
        for (var place = 0; place < To; place++)
        {
            places[place] = Inside(Round(PositionOf(place, mode), rounding));
        }

        return places;
    }

    /// <summary>Returns true if torch's own interpolation also copies these positions.</summary>
    public bool IsTorchNearest(ReadOnlySpan<long> places)
    {
        var step = (float)From / To;
        for (var place = 0; place < places.Length; place++)
        {
            if (places[place] != Inside(MathF.Floor(place * step)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The input positions and their weights for each output position: two arrays for each tap.</summary>
    public (long[] Places, float[] Weights)[] Taps(ResizeMode resize, CoordinateMode mode)
    {
        var taps = new (long[] Places, float[] Weights)[resize == ResizeMode.Cubic ? 4 : 2];
        for (var tap = 0; tap < taps.Length; tap++)
        {
            taps[tap] = (new long[To], new float[To]);
        }

        for (var place = 0; place < To; place++)
        {
            var position = PositionOf(place, mode);
            position = resize == ResizeMode.Cubic ? position : Math.Clamp(position, 0.0f, From - 1);
            var floor = MathF.Floor(position);
            for (var tap = 0; tap < taps.Length; tap++)
            {
                var source = floor + tap - (resize == ResizeMode.Cubic ? 1 : 0);
                taps[tap].Places[place] = Inside(source);
                taps[tap].Weights[place] = resize == ResizeMode.Cubic
                    ? Cubic(MathF.Abs(position - source))
                    : 1.0f - MathF.Abs(position - source);
            }
        }

        return taps;
    }

    private static long SizeOf(int from, float scale) => (long)(scale * from);

    // A position that differs slightly from a half because of float32 counts as a half, as in ONNX Runtime 1.31.
    private static float Round(float position, NearestRounding rounding)
    {
        var floor = MathF.Floor(position);
        var above = position - floor - 0.5f;
        var isTie = MathF.Abs(above) <= HalfTolerance;
        return rounding switch
        {
            NearestRounding.RoundPreferFloor => isTie || above < 0.0f ? floor : floor + 1.0f,
            NearestRounding.RoundPreferCeil => isTie || above > 0.0f ? floor + 1.0f : floor,
            NearestRounding.Floor => floor,
            _ => MathF.Ceiling(position),
        };
    }

    // Cubic convolution of Keys 1981.
    private static float Cubic(float distance) => distance <= 1.0f
        ? ((((CubicCoefficient + 2.0f) * distance) - (CubicCoefficient + 3.0f)) * distance * distance) + 1.0f
        : CubicCoefficient * ((((((distance - 5.0f) * distance) + 8.0f) * distance)) - 4.0f);

    private long Inside(float place) => (long)Math.Clamp(place, 0.0f, From - 1);

    private float PositionOf(int place, CoordinateMode mode) => mode switch
    {
        _ when Scale == 1.0f => place,
        CoordinateMode.PytorchHalfPixel when To == 1 => 0.0f,
        CoordinateMode.HalfPixel or CoordinateMode.PytorchHalfPixel => ((place + 0.5f) / Scale) - 0.5f,
        CoordinateMode.AlignCorners => To == 1 ? 0.0f : place * (float)(From - 1) / (To - 1),
        _ => place / Scale,
    };
}
