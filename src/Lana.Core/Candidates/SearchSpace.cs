using Lana.Networks;

namespace Lana.Candidates;

/// <summary>An immutable, ordered set of operations with the teacher's own layer as the first.</summary>
public sealed partial class SearchSpace : ISearchSpace
{
    private readonly Func<Operation, Layer, bool> _filter;

    // The names of layers in filters.
    private readonly ImmutableHashSet<string> _named;

    /// <summary>Creates a search space.</summary>
    /// <param name="operations">The operations; the teacher's own layer is added if it is missing.</param>
    /// <exception cref="ArgumentException">There is no operation, one is null, or a name occurs twice.</exception>
    public SearchSpace(IEnumerable<Operation> operations)
        : this(Validated(operations), (operation, layer) => operation.Supports(layer), [])
    {
    }

    private SearchSpace(
        ImmutableArray<Operation> operations, Func<Operation, Layer, bool> filter, ImmutableHashSet<string> named) =>
        (Operations, _filter, _named) = (operations, filter, named);

    /// <summary>Every operation of LANA's table with the complete grids: 304.</summary>
    public static SearchSpace Full { get; } = new(
    [
        TeacherOperation.Instance,
        IdentityOperation.Instance,
        .. InvertedResiduals.Depthwise,
        .. InvertedResiduals.Fused,
        .. DenseConvolutions.Stacks,
        .. DenseConvolutions.Bottlenecks,
        .. DenseConvolutions.PreActivated,
        .. DenseConvolutions.Reparameterised,
        .. DenseConvolutions.Shuffled,
        .. AttentionOperations.Transformers,
        .. AttentionOperations.Bottlenecks,
        .. AttentionOperations.Lambdas,
    ]);

    /// <summary>197 operations, as many as the paper had: all inverted residuals and attention bottlenecks, dense pairs
    /// with widths from 1/16 to 2, transformers of one block with 64 to 256 channels.</summary>
    /// <remarks>The paper does not say which 197 of the 304: this subset leaves out the members that are the most
    /// expensive to train and, according to the paper, are never selected.</remarks>
    public static SearchSpace Paper { get; } = new(Full.Operations.Where(PaperSubset.Has));

    /// <summary>The teacher's own layer, the identity and 19 operations of <see cref="Paper"/> that train fast.</summary>
    public static SearchSpace Compact => CompactSubset.SearchSpace;

    /// <summary>Newer families: ConvNeXt, FasterNet, Ghost and MobileOne blocks, ECA and CBAM gates.</summary>
    public static SearchSpace Modern { get; } = new(
    [
        TeacherOperation.Instance,
        IdentityOperation.Instance,
        .. ModernOperations.ConvNext,
        .. ModernOperations.FasterNet,
        .. ModernOperations.Ghost,
        .. ModernOperations.MobileOne,
        .. GatedConvolutions.All,
    ]);

    /// <summary>The teacher's own layer with 1, 3/4, 1/2 and 1/4 of its inner channels, with and without its gates and
    /// kernels above 3, and the identity: operations that start with the teacher's weights.</summary>
    public static SearchSpace Inherited { get; } = new(
    [
        TeacherOperation.Instance,
        IdentityOperation.Instance,
        .. InheritedOperation.All,
    ]);

    /// <summary>The teacher's own layer and the identity: LANA's "single-shot" pool, which needs no training.</summary>
    public static SearchSpace SingleShot { get; } = new([TeacherOperation.Instance, IdentityOperation.Instance]);

    /// <inheritdoc/>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The teacher's own layer, the identity and operations of <see cref="Paper"/> drawn at random.</summary>
    /// <param name="count">The total number of operations, 2 to 197.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <returns>A search space in the order of <see cref="Paper"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 2 or above 197.</exception>
    /// <remarks>LANA, section 4.3, compares pools of 2, 5, 10 and 197. The paper drew from those faster than the
    /// teacher: filter with <see cref="CheaperThanTeacher"/> if there is a table.</remarks>
    public static SearchSpace Reduced(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, SingleShot.Operations.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Paper.Operations.Count);
        var trained = Enumerable.Range(
            SingleShot.Operations.Count, Paper.Operations.Count - SingleShot.Operations.Count).ToArray();
        new SplitMix64(seed).Shuffle(trained);
        var drawn = trained.Take(count - SingleShot.Operations.Count).Order().Select(index => Paper.Operations[index]);
        return new SearchSpace([.. SingleShot.Operations, .. drawn]);
    }

    /// <summary>Creates a search space of known operations by their names.</summary>
    /// <param name="names">Canonical names, for example <c>cb_stack_k3_w0.5</c>.</param>
    /// <returns>A search space of these operations and the teacher's own layer.</returns>
    /// <exception cref="ArgumentException">A name occurs twice, or there is none.</exception>
    /// <exception cref="FormatException">A name is unknown; the message lists the nearest ones.</exception>
    public static SearchSpace Named(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new SearchSpace(names.Select(Operation.Parse));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Operation> For(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return [.. Operations.Where(operation => operation == Operations[0] || _filter(operation, layer))];
    }

    /// <summary>Adds a filter; the teacher's own layer always stays.</summary>
    /// <param name="filter">Returns true if an operation may replace a layer.</param>
    /// <returns>A new search space.</returns>
    public SearchSpace Where(Func<Operation, Layer, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Where(filter, _named);
    }

    /// <summary>Describes the error in the layers that filters name; null if the network has them all.</summary>
    internal string? StrangerIn(NetworkDefinition network)
    {
        var known = network.Layers.Select(layer => layer.Name).ToList();
        return _named.Except(known).Order(StringComparer.Ordinal).FirstOrDefault() is { } stranger
            ? $"{nameof(OnlyInLayers)} names '{stranger}', a layer that '{network.Name}' does not have; the nearest names are " +
                $"{string.Join(", ", NearestNames.Of(stranger, known))}."
            : null;
    }

    private SearchSpace Where(Func<Operation, Layer, bool> filter, ImmutableHashSet<string> named) =>
        new([.. Operations], (operation, layer) => _filter(operation, layer) && filter(operation, layer), named);

    private static ImmutableArray<Operation> Validated(IEnumerable<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var given = operations.ToList();
        if (given.Contains(null!))
        {
            throw new ArgumentException("An operation of the search space is null.", nameof(operations));
        }

        if (given.Count == 0)
        {
            throw new ArgumentException("The search space is empty: add at least one operation.", nameof(operations));
        }

        var twice = given.GroupBy(operation => operation.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"The operation '{twice.Key}' is in the search space twice.", nameof(operations));
        }

        if (given.Any(operation => operation.Name == TeacherOperation.OperationName && operation is not TeacherOperation))
        {
            throw new ArgumentException(
                $"'{TeacherOperation.OperationName}' is the teacher's own layer; give your operation another name.",
                nameof(operations));
        }

        return [TeacherOperation.Instance, .. given.Where(operation => operation.Name != TeacherOperation.OperationName)];
    }
}
