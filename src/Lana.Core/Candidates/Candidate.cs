using Lana.Definitions;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Candidates;

/// <summary>An operation placed in a layer: it is trained, measured, scored and chosen as a unit.</summary>
/// <remarks>Resolved once: the definition and its cost are those of this layer. Immutable.</remarks>
public sealed record Candidate
{
    /// <summary>Places an operation in a layer.</summary>
    /// <param name="layer">The teacher's layer.</param>
    /// <param name="operation">An operation that supports the layer.</param>
    /// <exception cref="ArgumentException">The operation does not fit the layer; the message says why.</exception>
    public Candidate(Layer layer, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(operation);
        (Layer, Operation) = (layer, operation);
        Definition = operation.Define(layer);
        Cost = Definition.Cost(layer.Input);
    }

    /// <summary>The teacher's layer.</summary>
    public Layer Layer { get; }

    /// <summary>The operation.</summary>
    public Operation Operation { get; }

    /// <summary>The operation's definition for this layer.</summary>
    public Definition Definition { get; }

    /// <summary>The cost for one image of the layer's input shape.</summary>
    public ModelCost Cost { get; }

    /// <summary>The names of layer and operation.</summary>
    public CandidateKey Key => new(Layer.Name, Operation.Name);

    /// <summary>Gets a value that indicates whether this is the teacher's own layer.</summary>
    public bool IsTeacher => Operation is TeacherOperation;

    /// <summary>Gets a value that indicates whether the candidate is trained: it is not the teacher's own layer and has
    /// weights.</summary>
    public bool NeedsTraining => !IsTeacher && Cost.Parameters > 0;

    /// <inheritdoc/>
    public bool Equals(Candidate? other) => other is not null && Layer == other.Layer && Operation == other.Operation;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Key.ToString();
}
