namespace Lana.Candidates;

/// <summary>Configures the operations of the search space, for <c>AddCandidates</c>.</summary>
public sealed class SearchSpaceBuilder
{
    private readonly List<Operation> _operations = [];

    /// <summary>Adds the operations of <see cref="SearchSpace.Full"/> that are missing.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder UseFull() => Include(SearchSpace.Full);

    /// <summary>Adds the operations of <see cref="SearchSpace.Paper"/> that are missing.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder UsePaper() => Include(SearchSpace.Paper);

    /// <summary>Adds the operations of <see cref="SearchSpace.Compact"/> that are missing.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder UseCompact() => Include(SearchSpace.Compact);

    /// <summary>Adds the operations of <see cref="SearchSpace.Inherited"/> that are missing.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder UseInherited() => Include(SearchSpace.Inherited);

    /// <summary>Adds the operations of <see cref="SearchSpace.Modern"/> that are missing.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder UseModern() => Include(SearchSpace.Modern);

    /// <summary>Adds the teacher's own layer and the identity if they are missing.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder UseSingleShot() => Include(SearchSpace.SingleShot);

    /// <summary>Adds known operations by name.</summary>
    /// <param name="names">Canonical names, for example <c>cb_stack_k3_w0.5</c>.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="FormatException">A name is unknown; the message lists the nearest ones.</exception>
    public SearchSpaceBuilder Add(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Add(names.Select(Operation.Parse));
    }

    /// <summary>Adds operations.</summary>
    /// <param name="operations">Operations, including your own.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public SearchSpaceBuilder Add(params IEnumerable<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _operations.AddRange(operations);
        return this;
    }

    /// <summary>Creates the search space.</summary>
    /// <returns>An immutable search space; the builder can build another afterwards.</returns>
    /// <exception cref="ArgumentException">There is no operation, or two have the same name.</exception>
    public SearchSpace Build() => new(_operations);

    private SearchSpaceBuilder Include(SearchSpace zoo) => Add(zoo.Operations.Except(_operations).ToList());
}
