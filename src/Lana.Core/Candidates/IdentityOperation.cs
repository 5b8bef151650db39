using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The layer disappears; possible where its input has the shape of its output.</summary>
public sealed class IdentityOperation : CandidateOperation
{
    /// <summary>The name of the missing layer among the operations.</summary>
    public const string OperationName = "identity";

    private IdentityOperation()
        : base(OperationName)
    {
    }

    /// <summary>The one instance.</summary>
    public static IdentityOperation Instance { get; } = new();

    /// <inheritdoc/>
    public override bool Supports(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.KeepsShape;
    }

    /// <inheritdoc/>
    public override Definition Define(Layer layer) => Chain.Identity;
}
