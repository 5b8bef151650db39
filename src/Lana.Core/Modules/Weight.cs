using Lana.Kernels;
using TorchSharp.Modules;

namespace Lana.Modules;

/// <summary>One tensor of a module's state, with the name PyTorch gives it.</summary>
/// <remarks>Convolution weights are stored in the channels-last layout, and so are the features: training is faster,
/// and in the plain layout oneDNN 3.7.1 in libtorch 2.10 loses channels of dense kernels if their number is not a
/// multiple of 16. <see cref="Convolution"/> avoids the channels-last shapes for which oneDNN is wrong.</remarks>
internal sealed class Weight
{
    private Weight(string name, Tensor value, bool isParameter) =>
        (Name, Value, IsParameter) = (name, value.DetachFromDisposeScope(), isParameter);

    /// <summary>The key inside the layer, for example <c>bn1.running_mean</c>.</summary>
    public string Name { get; }

    public Tensor Value { get; }

    /// <summary>True for a parameter that trains; false for a buffer.</summary>
    public bool IsParameter { get; }

    /// <summary>Creates a parameter that owns the tensor.</summary>
    public static Weight Parameter(string name, Tensor value) =>
        new(name, new Parameter(value.dim() == 4 ? ChannelsLast(value) : value), isParameter: true);

    /// <summary>Creates a buffer that owns the tensor.</summary>
    public static Weight Buffer(string name, Tensor value) => new(name, value, isParameter: false);

    public Weight Copy()
    {
        using var detached = Value.detach();
        var copy = detached.clone();
        return new Weight(Name, IsParameter ? new Parameter(copy) : copy, IsParameter);
    }

    /// <summary>The first name that occurs a second time, or null.</summary>
    public static string? Twice(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(name));
    }

    // contiguous() would keep the plain strides of 1×1 kernels: both layouts are the same in memory, but not in name.
    private static Tensor ChannelsLast(Tensor value)
    {
        using var given = value;
        var shape = value.shape;
        using var memory = empty([shape[0], shape[2], shape[3], shape[1]], value.dtype, value.device);
        return memory.permute(0, 3, 1, 2).copy_(value);
    }
}
