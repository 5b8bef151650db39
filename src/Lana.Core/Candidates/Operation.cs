using System.Text.RegularExpressions;
using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>An operation that can replace a layer: immutable, identified by its name.</summary>
/// <remarks>LANA, section 3.1. The only rule is that an operation keeps the input and output shape of the layer it
/// replaces. Derive from this class to add your own: a name and <see cref="Define"/> are sufficient, and it is trained,
/// measured, selected and exported to ONNX like any other. Two operations are equal if their names are equal.</remarks>
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

    /// <summary>The unchanged layer of the teacher: always a candidate, nothing to train, score 0.</summary>
    public static Operation Teacher => TeacherOperation.Instance;

    /// <summary>The identity, which removes a layer; possible if the output has the shape of the input.</summary>
    public static Operation Identity => IdentityOperation.Instance;

    /// <summary>The canonical name, for example <c>efn_e3_k5_se0.04</c>.</summary>
    public string Name { get; }

    /// <summary>The family of the operation, for example <c>efn</c>.</summary>
    /// <value>Default: the whole name.</value>
    public virtual string Family => Name;

    /// <summary>Returns the reason why the operation cannot replace a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>The end of a sentence, for example <c>its shape changes</c>; null, the default, if there is no
    /// obstacle.</returns>
    public virtual string? Obstacle(Layer layer) => null;

    /// <summary>Determines whether the operation can replace a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>True if there is no <see cref="Obstacle"/>.</returns>
    public bool Supports(Layer layer) => Obstacle(layer) is null;

    /// <summary>Returns the operation with a name, for example <c>efn_e3_k5_se0.04</c>.</summary>
    /// <param name="name">A name from <see cref="SearchSpace.Full"/> or <see cref="SearchSpace.Modern"/>.</param>
    /// <returns>The operation; its <see cref="Name"/> is <paramref name="name"/>.</returns>
    /// <exception cref="FormatException">The name is unknown; the message says why and lists the nearest.</exception>
    public static Operation Parse(string name) =>
        TryParse(name, out var operation) ? operation : throw new FormatException(KnownOperations.Complain(name));

    /// <summary>Returns the operation with a name, if there is one.</summary>
    /// <param name="name">The canonical name.</param>
    /// <param name="operation">The operation, or null.</param>
    /// <returns>True if Lana knows the name.</returns>
    public static bool TryParse(string name, [NotNullWhen(true)] out Operation? operation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return KnownOperations.All.TryGetValue(name, out operation);
    }

    /// <summary>Returns the definition of the operation in a layer.</summary>
    /// <param name="layer">A layer that <see cref="Supports"/> accepts.</param>
    /// <returns>A definition from the layer's input to its output shape.</returns>
    /// <exception cref="ArgumentException">There is an <see cref="Obstacle"/>; the message names it.</exception>
    public abstract Definition Define(Layer layer);

    /// <summary>Sets the initial weights of a module, before its first training step.</summary>
    /// <param name="module">The module that was built from <see cref="Define"/>, with random weights.</param>
    /// <param name="data">The teacher's layer, and features around it.</param>
    /// <remarks>The default implementation calls <see cref="LanaModule.FitOutput"/> and, if that is impossible or
    /// switched off, <see cref="LanaModule.InitialiseFromData"/>; it does nothing if the spread is 0. An operation may
    /// copy weights of the teacher's layer or compute its own; equal arguments must lead to equal weights.</remarks>
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
