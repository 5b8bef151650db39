using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;
using Lana.Pruning;

namespace Lana.Candidates;

/// <summary>The teacher's own layer with some parts removed, and with the remaining weights.</summary>
internal sealed class InheritedOperation : Operation
{
    private const string FamilyName = "inherit";
    private const int CutKernel = 3;

    private static readonly double[] Shares = [1.0, 0.75, 0.5, 0.25];

    private readonly PruningRule _rule;

    private InheritedOperation(string name, PruningRule rule)
        : base(name) => _rule = rule;

    /// <summary>Every share with and without gates and large kernels, except the complete layer.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. from share in Shares
           from cutsKernels in new[] { false, true }
           from keepsGates in new[] { true, false }
           where share < 1.0 || cutsKernels || !keepsGates
           select Create(share, cutsKernels, keepsGates),
    ];

    public override string Family => FamilyName;

    public override string? Obstacle(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var own = Prune(layer, _rule);
        return Weaker(_rule).FirstOrDefault(weaker => Prune(layer, weaker.Rule).Equals(own)).Reason;
    }

    public override Definition Define(Layer layer) => Obstacle(layer) is { } obstacle
        ? throw new ArgumentException(
            $"'{Name}' cannot take the place of layer '{layer.Name}': {obstacle}.", nameof(layer))
        : Prune(layer, _rule);

    public override void Initialise(LanaModule module, InitialisationData data)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(data);
        LayerPruning.Inherit(data.TeacherLayer, module, data.Input, _rule);
        if (_rule.MaxKernel == CutKernel)
        {
            // The output of a smaller kernel has other statistics.
            module.Recalibrate(data.Input);
        }

        module.FitOutput(data.Input, data.TeacherLayer, RunMode.Evaluate);
    }

    private static Definition Prune(Layer layer, PruningRule rule) =>
        LayerPruning.Define(layer.Definition, layer.Input, rule);

    // If a part of the rule changes nothing, this operation is the same as another one.
    private static IEnumerable<(PruningRule Rule, string Reason)> Weaker(PruningRule rule)
    {
        if (rule.Share < 1.0)
        {
            var wider = Shares[Array.IndexOf(Shares, rule.Share) - 1];
            yield return (rule with { Share = wider }, "it has too few inner channels");
        }

        if (rule.MaxKernel == CutKernel)
        {
            yield return (rule with { MaxKernel = int.MaxValue }, $"it has no kernel larger than {CutKernel}");
        }

        if (!rule.KeepsGates)
        {
            yield return (rule with { KeepsGates = true }, "it has no gate");
        }
    }

    private static InheritedOperation Create(double share, bool cutsKernels, bool keepsGates)
    {
        var kernel = cutsKernels ? $"_k{CutKernel}" : "";
        var gate = keepsGates ? "" : "_g0";
        return new InheritedOperation(
            $"{FamilyName}_w{OperationFamily.Text(share)}{kernel}{gate}",
            new PruningRule(share) { MaxKernel = cutsKernels ? CutKernel : int.MaxValue, KeepsGates = keepsGates });
    }
}
