using System.Text.RegularExpressions;
using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>An operation that could take a layer's place: immutable, known by its name.</summary>
/// <remarks>LANA, section 3.1. The only rule is that an operation keeps the input and output shape of the layer it
/// replaces. Derive from this class to add your own: a name and <see cref="Define"/> are enough, and it takes part in
/// training, measuring, selection and ONNX like any other. Two operations are equal when their names are.</remarks>
public abstract partial class Operation : IEquatable<Operation>
{
    /// <summary>The name of the teacher's own layer among the operations.</summary>
    public const string TeacherName = TeacherOperation.OperationName;

    /// <summary>Creates an operation.</summary>
    /// <param name="name">The canonical name and file name: <c>a-z</c>, <c>0-9</c>, <c>_-.</c>, a letter first.</param>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    protected Operation(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ValidName().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name for an operation: use lower-case letters, digits, '_', '-' and '.', beginning with a " +
                "letter.",
                nameof(name));
        }

        Name = name;
    }

    /// <summary>The teacher's own layer as it is: always a candidate, nothing to train, score 0.</summary>
    public static Operation Teacher => TeacherOperation.Instance;

    /// <summary>The identity, which removes a layer; possible where the output has the shape of the input.</summary>
    public static Operation Identity => IdentityOperation.Instance;

    /// <summary>The canonical name, for example <c>efn_e3_k5_se0.04</c>.</summary>
    public string Name { get; }

    /// <summary>The family the operation belongs to, for example <c>efn</c>.</summary>
    /// <value>Default: the whole name.</value>
    public virtual string Family => Name;

    /// <summary>Why the operation cannot take this layer's place.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>The end of a sentence, for example <c>its shape changes</c>; by default null: no obstacle.</returns>
    public virtual string? Obstacle(Layer layer) => null;

    /// <summary>Whether the operation can take this layer's place.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>Whether there is no <see cref="Obstacle"/>.</returns>
    public bool Supports(Layer layer) => Obstacle(layer) is null;

    /// <summary>The operation of a name, for example <c>efn_e3_k5_se0.04</c>.</summary>
    /// <param name="name">A name from <see cref="SearchSpace.Full"/> or <see cref="SearchSpace.Modern"/>.</param>
    /// <returns>The operation; its <see cref="Name"/> is <paramref name="name"/>.</returns>
    /// <exception cref="FormatException">The name is unknown; the message says why and lists the nearest.</exception>
    public static Operation Parse(string name) =>
        TryParse(name, out var operation) ? operation : throw new FormatException(KnownOperations.Complain(name));

    /// <summary>The operation of a name, where there is one.</summary>
    /// <param name="name">The canonical name.</param>
    /// <param name="operation">The operation, or null.</param>
    /// <returns>Whether Lana knows the name.</returns>
    public static bool TryParse(string name, [NotNullWhen(true)] out Operation? operation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return KnownOperations.All.TryGetValue(name, out operation);
    }

    /// <summary>What the operation is in this layer.</summary>
    /// <param name="layer">A layer that <see cref="Supports"/> accepts.</param>
    /// <returns>A definition from the layer's input to its output shape.</returns>
    /// <exception cref="ArgumentException">There is an <see cref="Obstacle"/>; the message names it.</exception>
    public abstract Definition Define(Layer layer);

    /// <summary>Sets the initial weights of a module, before its first training step.</summary>
    /// <param name="module">What <see cref="Define"/> describes, with weights drawn at random.</param>
    /// <param name="data">The teacher's layer, and features around it.</param>
    /// <remarks>By default <see cref="LanaModule.FitOutput"/> and, where it cannot be or is not wanted,
    /// <see cref="LanaModule.InitialiseFromData"/>; nothing where the spread is 0. An operation may take over weights of the
    /// teacher's layer or compute its own; equal arguments have to give equal weights.</remarks>
    public virtual void Initialise(LanaModule module, InitialisationData data)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Spread > 0.0
            && !(data.FitsOutput && module.FitOutput(data.Input, data.TeacherLayer, RunMode.Recalibrate)))
        {
            module.InitialiseFromData(data.Input, data.Target, data.Spread);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Operation? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Operation);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    [GeneratedRegex(@"^[a-z][a-z0-9_.-]*\z")]
    private static partial Regex ValidName();
}
