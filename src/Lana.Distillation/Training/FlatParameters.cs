using TorchSharp.Modules;

namespace Lana.Training;

/// <summary>The parameters of a module as one vector, and their gradients as another.</summary>
/// <remarks> Each parameter keeps its own shape and becomes a view of the vector, as does its gradient. An optimiser
/// step is then a handful of calls on two vectors instead of a dozen calls for every parameter.</remarks>
internal sealed class FlatParameters : IDisposable
{
    // Views begin at multiples of a cache line, so that kernels have the same alignment as with separate parameters.
    private const long Alignment = 16;

    private readonly List<Parameter> _parameters;
    private readonly List<Tensor> _gradientWindows = [];

    public FlatParameters(IEnumerable<Parameter> parameters)
    {
        _parameters = [.. parameters];
        using var gradients = no_grad();
        var length = Math.Max(Alignment, _parameters.Sum(parameter => Aligned(parameter.numel())));
        Values = zeros(length, dtype: float32).DetachFromDisposeScope();
        Gradients = zeros(length, dtype: float32).DetachFromDisposeScope();
        Decays = zeros(length, dtype: float32).DetachFromDisposeScope();
        var offset = 0L;
        foreach (var parameter in _parameters)
        {
            Attach(parameter, offset);
            offset += Aligned(parameter.numel());
        }
    }

    /// <summary>All parameters, with zeros between them.</summary>
    public Tensor Values { get; }

    /// <summary>All gradients; <c>backward</c> adds to them.</summary>
    public Tensor Gradients { get; }

    /// <summary>1 where weight decay applies: in weights of two or more dimensions, not in norms and biases.</summary>
    public Tensor Decays { get; }

    public void Dispose()
    {
        foreach (var parameter in _parameters.Where(parameter => !parameter.IsInvalid))
        {
            parameter.grad = null;
        }

        _gradientWindows.ForEach(window => window.Dispose());
        Values.Dispose();
        Gradients.Dispose();
        Decays.Dispose();
    }

    private void Attach(Parameter parameter, long offset)
    {
        using var scope = NewDisposeScope();
        var window = Window(Values, offset, parameter.shape);
        window.copy_(parameter);
        parameter.set_(window);
        var gradient = Window(Gradients, offset, parameter.shape).DetachFromDisposeScope();
        parameter.grad = gradient;
        _gradientWindows.Add(gradient);
        if (parameter.dim() > 1)
        {
            Decays.narrow(0, offset, parameter.numel()).fill_(Scalars.One);
        }
    }

    // Convolution weights are channels last, as are the features.
    private static Tensor Window(Tensor vector, long offset, long[] shape)
    {
        var flat = vector.narrow(0, offset, shape.Aggregate(1L, (product, size) => product * size));
        return shape.Length == 4
            ? flat.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
            : flat.view(shape);
    }

    private static long Aligned(long count) => (count + Alignment - 1) / Alignment * Alignment;
}
