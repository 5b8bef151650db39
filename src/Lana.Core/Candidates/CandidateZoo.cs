using System.Collections.Immutable;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>An immutable, ordered set of recipes with the teacher's own layer as the first.</summary>
public sealed class CandidateZoo : ICandidateZoo
{
    private readonly Func<CandidateOperation, Layer, bool> _filter;

    /// <summary>Creates a zoo.</summary>
    /// <param name="operations">The recipes; the teacher's own layer is added where it is missing.</param>
    /// <exception cref="ArgumentException">There is no operation, one is null, two have one name, or one has the
    /// teacher's.
    /// </exception>
    public CandidateZoo(IEnumerable<CandidateOperation> operations)
        : this(Validated(operations), (operation, layer) => operation.Supports(layer))
    {
    }

    private CandidateZoo(ImmutableArray<CandidateOperation> operations, Func<CandidateOperation, Layer, bool> filter)
    {
        Operations = operations;
        _filter = filter;
    }

    /// <summary>Every operation of LANA's table that this version has, over the whole grids.</summary>
    public static CandidateZoo Full { get; } = new(
    [
        TeacherOperation.Instance,
        IdentityOperation.Instance,
        .. InvertedResiduals.Depthwise,
        .. InvertedResiduals.Fused,
        .. DenseConvolutions.Stacks,
        .. DenseConvolutions.Bottlenecks,
        .. DenseConvolutions.PreActivated,
    ]);

    /// <summary>The teacher's own layer and nothing: LANA's "single-shot" pool, which needs no training.</summary>
    public static CandidateZoo SingleShot { get; } = new([TeacherOperation.Instance, IdentityOperation.Instance]);

    /// <inheritdoc/>
    public IReadOnlyList<CandidateOperation> Operations { get; }

    /// <summary>The known operations of the given names.</summary>
    /// <param name="names">Canonical names, for example <c>cb_stack_k3_w0.5</c>.</param>
    /// <returns>A zoo of these operations and the teacher's own layer.</returns>
    /// <exception cref="ArgumentException">A name is unknown (the nearest ones are listed), occurs twice, or there is
    /// none.
    /// </exception>
    public static CandidateZoo Named(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new CandidateZoo(names.Select(Known));
    }

    /// <summary>A known operation by its name.</summary>
    /// <param name="name">The canonical name.</param>
    /// <returns>The operation of <see cref="Full"/>.</returns>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest ones.</exception>
    public static CandidateOperation Known(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Full.Operations.FirstOrDefault(operation => operation.Name == name)
            ?? throw new ArgumentException(
                $"There is no operation '{name}'. The nearest are " +
                $"{string.Join(", ", NearestNames.Of(name, Full.Operations.Select(operation => operation.Name)))}.",
                nameof(name));
    }

    /// <inheritdoc/>
    public IReadOnlyList<CandidateOperation> For(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return [.. Operations.Where(operation => operation == Operations[0] || _filter(operation, layer))];
    }

    /// <summary>A zoo that asks one more question; the teacher's own layer always stays.</summary>
    /// <param name="filter">Whether an operation may take a layer's place.</param>
    /// <returns>A new zoo.</returns>
    public CandidateZoo Where(Func<CandidateOperation, Layer, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new CandidateZoo([.. Operations], (operation, layer) => _filter(operation, layer) && filter(operation, layer));
    }

    private static ImmutableArray<CandidateOperation> Validated(IEnumerable<CandidateOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var given = operations.ToList();
        if (given.Contains(null!))
        {
            throw new ArgumentException("An operation of the zoo is null.", nameof(operations));
        }

        if (given.Count == 0)
        {
            throw new ArgumentException("The zoo is empty: add at least one operation.", nameof(operations));
        }

        var twice = given.GroupBy(operation => operation.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"The operation '{twice.Key}' is in the zoo twice.", nameof(operations));
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
