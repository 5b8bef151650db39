using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The unchanged layer: always a candidate, nothing to train, score 0.</summary>
internal sealed class TeacherOperation : Operation
{
    public const string OperationName = "teacher";

    private TeacherOperation()
        : base(OperationName)
    {
    }

    public static TeacherOperation Instance { get; } = new();

    public override Definition Define(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Definition;
    }
}
