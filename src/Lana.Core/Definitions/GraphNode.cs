using Lana.Operators;

namespace Lana.Definitions;

/// <summary>A node of a graph: a definition that maps one feature to another, or an operator on tensors of any rank.</summary>
public sealed record GraphNode
{
    /// <summary>Creates a node of one of the two kinds.</summary>
    /// <param name="name">The name of the node and of its value.</param>
    /// <param name="inputs">The names of its input values, in order.</param>
    /// <param name="definition">The function of a feature [N, C, H, W].</param>
    /// <param name="operator">The function of tensors of any rank.</param>
    /// <exception cref="ArgumentException">There is no name, a definition does not have exactly one input, or the node
    /// has both a definition and an operator, or neither.</exception>
    [JsonConstructor]
    public GraphNode(
        string name, ImmutableArray<string> inputs, Definition? definition = null, TensorOperator? @operator = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if ((definition is null) == (@operator is null))
        {
            throw new ArgumentException($"'{name}' needs a definition or an operator, and not both.", nameof(definition));
        }

        if (inputs.IsDefaultOrEmpty || inputs.Contains(null!) || (definition is not null && inputs.Length != 1))
        {
            throw new ArgumentException($"'{name}': a definition takes one value, an operator at least one.", nameof(inputs));
        }

        (Name, Inputs, Definition, Operator) = (name, inputs, definition, @operator);
    }

    /// <summary>Creates a node that computes a definition.</summary>
    /// <param name="name">The name of the node and of its value.</param>
    /// <param name="definition">The function of a feature [N, C, H, W].</param>
    /// <param name="input">The name of its input value.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public GraphNode(string name, Definition definition, string input)
        : this(name, [input], definition)
    {
    }

    /// <summary>Creates a node that computes an operator.</summary>
    /// <param name="name">The name of the node and of its value.</param>
    /// <param name="operator">The function of tensors of any rank.</param>
    /// <param name="inputs">The names of its input values, in order.</param>
    /// <exception cref="ArgumentException">A name is empty, or there is no input.</exception>
    public GraphNode(string name, TensorOperator @operator, params ReadOnlySpan<string> inputs)
        : this(name, ImmutableArray.Create(inputs), null, @operator)
    {
    }

    /// <summary>The name of the node and of its value.</summary>
    public string Name { get; }

    /// <summary>The names of its input values, in order.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>The function of a feature; <see langword="null"/> for an operator.</summary>
    public Definition? Definition { get; init; }

    /// <summary>The function of tensors of any rank; <see langword="null"/> for a definition.</summary>
    public TensorOperator? Operator { get; }

    /// <inheritdoc/>
    public bool Equals(GraphNode? other) => other is not null
        && Name == other.Name
        && Inputs.SequenceEqual(other.Inputs)
        && Equals(Definition, other.Definition)
        && Equals(Operator, other.Operator);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Definition, Operator, Inputs.Length);
}
