using Lana.Solvers.Knapsack;

namespace Lana.Analysis.Frontier;

/// <summary>Computes, class after class, all partial selections that can be part of a corner of the frontier.</summary>
/// <remarks>A few quick rounds with few labels give selections that are nearly best at every budget; the last run keeps
/// all labels but those that cannot beat them. A label is dropped by <see cref="UsefulLabels"/> only, or thinned out at
/// a known loss: one that another label undercuts in cost while losing at most δ in score. Losses add up over the
/// stages; if the label that replaces a thinned one is then dropped as not useful, the known selections are as good and
/// stay part of the frontier.</remarks>
internal sealed class FrontierProgram(KnapsackClass[] classes, FrontierOptions options, CancellationToken cancellation)
{
    private const int RoughLabels = 16_384;
    private const int Rounds = 4;
    private const double FirstGuess = 1e-4;
    private const double MinThinning = 1.0 / 256.0;

    private readonly HullSegment[] _segments = HullSegment.Sorted(classes);

    // From the cheapest selection's score to the best score of all.
    private readonly double _range = classes.Sum(c => c.Scores[0] - c.Scores[^1]);

    public FrontierLabels Run()
    {
        using var sweep = new LabelSweep();
        var leads = new FrontierLeads(_segments, FirstGuess * _range);
        LabelList[] known = [];
        for (var round = 0; round < Rounds; round++)
        {
            known = Build(sweep, leads, Sample, out var sampled);
            if (leads.Learn(known[^1]) && sampled == 0.0)
            {
                return new FrontierLabels(classes, [known], maxError: 0.0);
            }
        }

        leads.Adopt(known[^1]);
        var stages = Build(sweep, leads, Thin, out var error);
        return new FrontierLabels(classes, error > 0.0 ? [stages, known] : [stages], error);
    }

    private LabelList[] Build(
        LabelSweep sweep,
        FrontierLeads leads,
        Func<LabelList, (LabelList Labels, double Loss)> shorten,
        out double error)
    {
        error = 0.0;
        var useful = new UsefulLabels(classes, _segments, leads);
        var stages = new LabelList[classes.Length];
        var current = LabelList.Start;
        for (var stage = 0; stage < classes.Length; stage++)
        {
            var filter = new UsefulFilter(useful.AfterStage(stage), cancellation);
            var extended = sweep.Extend(current, classes[stage], reference: 0, useful.ItemsOf(stage), filter);
            current.Seal();
            (stages[stage], var loss) = shorten(extended);
            current = stages[stage];
            error += loss;
        }

        return stages;
    }

    private (LabelList Labels, double Loss) Sample(LabelList labels) => labels.Count > RoughLabels
        ? (labels.Sample(RoughLabels), double.PositiveInfinity)
        : (labels, 0.0);

    // The least loss that is enough, up to the stage's share.
    private (LabelList Labels, double Loss) Thin(LabelList labels)
    {
        if (labels.Count <= options.MaxLabels || options.Epsilon == 0.0)
        {
            return (labels, 0.0);
        }

        var maxLoss = options.Epsilon * _range / classes.Length;
        var loss = MinThinning * maxLoss;
        while (loss < maxLoss && labels.CountThinned(loss) > options.MaxLabels)
        {
            loss *= 2.0;
        }

        return (labels.Thin(loss), loss);
    }
}
