namespace Lana.Candidates;

/// <summary>What <c>AddCandidates</c> configures: which operations the zoo has.</summary>
public sealed class CandidateZooBuilder
{
    private readonly List<CandidateOperation> _operations = [];

    /// <summary>Adds every operation of <see cref="CandidateZoo.Full"/>.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public CandidateZooBuilder UseFull() => Add(CandidateZoo.Full.Operations);

    /// <summary>Adds every operation of <see cref="CandidateZoo.Paper"/>.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public CandidateZooBuilder UsePaper() => Add(CandidateZoo.Paper.Operations);

    /// <summary>Adds every operation of <see cref="CandidateZoo.Compact"/>.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public CandidateZooBuilder UseCompact() => Add(CandidateZoo.Compact.Operations);

    /// <summary>Adds the operations of <see cref="CandidateZoo.Modern"/> that are not there yet.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public CandidateZooBuilder UseModern() => Add(CandidateZoo.Modern.Operations.Except(_operations).ToList());

    /// <summary>Adds the teacher's own layer and the identity.</summary>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public CandidateZooBuilder UseSingleShot() => Add(CandidateZoo.SingleShot.Operations);

    /// <summary>Adds known operations by name.</summary>
    /// <param name="names">Canonical names, for example <c>cb_stack_k3_w0.5</c>.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="FormatException">A name is unknown; the message lists the nearest ones.</exception>
    public CandidateZooBuilder Add(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Add(names.Select(CandidateOperation.Parse));
    }

    /// <summary>Adds operations.</summary>
    /// <param name="operations">Recipes, your own among them.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public CandidateZooBuilder Add(params IEnumerable<CandidateOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _operations.AddRange(operations);
        return this;
    }

    /// <summary>Makes the zoo.</summary>
    /// <returns>An immutable zoo; the builder may go on and build another.</returns>
    /// <exception cref="ArgumentException">There is no operation, or two have one name.</exception>
    public CandidateZoo Build() => new(_operations);
}
