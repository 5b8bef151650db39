using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>Removes the layer; possible if its input and output have the same shape.</summary>
internal sealed class IdentityOperation : Operation
{
    public const string OperationName = "identity";

    private IdentityOperation()
        : base(OperationName)
    {
    }

    public static IdentityOperation Instance { get; } = new();

    public override string? Obstacle(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.KeepsShape ? null : $"it turns {layer.Input} into {layer.Output}";
    }

    public override Definition Define(Layer layer) => Obstacle(layer) is { } obstacle
        ? throw new ArgumentException($"Layer '{layer.Name}' cannot disappear: {obstacle}.", nameof(layer))
        : Chain.Identity;
}
