using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The layer as it is: always a candidate, nothing to train, score 0.</summary>
internal sealed class TeacherOperation : Operation
{
    /// <summary>The name of the teacher's own layer among the operations.</summary>
    public const string OperationName = "teacher";

    private TeacherOperation()
        : base(OperationName)
    {
    }

    /// <summary>The one instance.</summary>
    public static TeacherOperation Instance { get; } = new();

    public override Definition Define(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Definition;
    }
}
