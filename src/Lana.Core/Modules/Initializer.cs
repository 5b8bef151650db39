namespace Lana.Modules;

/// <summary>Creates initial weights; one seeded stream for a module, drawn in the order of its weights.</summary>
internal sealed class Initializer : IDisposable
{
    private readonly Generator? _generator;

    private Initializer(Generator? generator) => _generator = generator;

    public static Initializer Seeded(ulong seed) => new(new Generator(seed));

    /// <summary>Creates an initializer for modules whose weights are copied in afterwards: it allocates, and draws
    /// nothing.</summary>
    public static Initializer Blank() => new(null);

    /// <summary>He initialisation, normal with variance 2 / fan-in, times a factor.</summary>
    public Tensor He(double factor, params long[] shape)
    {
        var fanIn = shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        return Normal(factor * Math.Sqrt(2.0 / fanIn), shape);
    }

    /// <summary>PyTorch's rule for linear layers: uniform in ±1 / √fan-in.</summary>
    public Tensor Uniform(long fanIn, params long[] shape)
    {
        var bound = 1.0 / Math.Sqrt(fanIn);
        var weight = empty(shape, dtype: float32);
        return _generator is null ? weight : weight.uniform_(-bound, bound, _generator);
    }

    public Tensor Normal(double deviation, params long[] shape)
    {
        var weight = empty(shape, dtype: float32);
        return _generator is null ? weight : weight.normal_(0.0, deviation, _generator);
    }

    public void Dispose() => _generator?.Dispose();
}
