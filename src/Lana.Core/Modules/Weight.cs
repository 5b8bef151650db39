using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>One tensor of a module's state, with the name PyTorch gives it.</summary>
internal sealed class Weight
{
    private Weight(string name, Tensor value, bool isParameter)
    {
        Name = name;
        Value = value.DetachFromDisposeScope();
        IsParameter = isParameter;
    }

    /// <summary>The key inside the layer, for example <c>bn1.running_mean</c>.</summary>
    public string Name { get; }

    public Tensor Value { get; }

    /// <summary>Whether it trains; otherwise it is a buffer.</summary>
    public bool IsParameter { get; }

    public static Weight Parameter(string name, Tensor value) => new(name, new Parameter(value), isParameter: true);

    public static Weight Buffer(string name, Tensor value) => new(name, value, isParameter: false);
}
