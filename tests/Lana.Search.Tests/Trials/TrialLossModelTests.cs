using Lana.Candidates;
using Lana.Selections;

namespace Lana.Trials;

[Collection(TorchCollection.Name)]
public sealed class TrialLossModelTests
{
    private static readonly string[] Names = ["teacher", "identity", "efn_e1_k3", "cb_stack_k1_w0.5"];

    private static readonly IReadOnlyList<Candidate> Candidates =
    [
        .. from layer in Some.Definition.Layers
           from operation in SearchSpace.Named(Names.Skip(1)).For(layer)
           select new Candidate(layer, operation),
    ];

    private static readonly ScoreTable Scores = new("loss change", "a test", Candidates.Select(candidate => new ScoreEntry(
        candidate.Layer.Name,
        candidate.Operation.Name,
        candidate.IsTeacher ? 0.0 : 0.05 * (1 + (candidate.Layer.Index % 3)))));

    private static readonly CandidateTraits Traits = new(Candidates, Scores);

    [Fact]
    public void Fit_LossesThatAreSumsOfTraits_PredictsThemAndOrdersCandidates()
    {
        var trials = Random(40).Select(selection => Trial(selection, Loss(selection))).ToList();

        var model = TrialLossModel.Fit(Traits, trials.Take(30));

        Assert.NotNull(model);
        Assert.All(trials.Skip(30), trial => Assert.InRange(model.Predict(trial.Selection, trial.RankedLoss), 0.97 * trial.Loss, 1.03 * trial.Loss));
    }

    [Fact]
    public void Scores_OfSelections_OrderThemByTheirLosses()
    {
        var trials = Random(60).Select(selection => Trial(selection, Loss(selection))).ToList();
        var model = TrialLossModel.Fit(Traits, trials.Take(20));

        var corrected = new ScoreTable("x", "y", model!.Scores(Scores));

        Assert.All(Some.Definition.Layers, layer => Assert.Equal(0.0, corrected[new(layer.Name, "teacher")]));
        var pairs =
            (from one in trials.Skip(20)
             from other in trials.Skip(20)
             where one.Loss < other.Loss
             select Sum(one) < Sum(other)).ToList();
        Assert.True(pairs.Count(isOrdered => isOrdered) > 0.95 * pairs.Count);
        double Sum(SelectionTrial trial) => trial.Selection.Sum(key => corrected[key]);
    }

    // At one latency damage and loss can fall together: more of it must not be called better.
    [Fact]
    public void Fit_LossesThatFallWithTheScores_RewardsNoDamage()
    {
        var trials = Random(20).Select(selection => Trial(selection, 1.0 / Loss(selection)));

        var model = TrialLossModel.Fit(Traits, trials);

        Assert.All(model!.Scores(Scores), entry => Assert.True(entry.Score >= 0.0));
    }

    [Fact]
    public void Predict_AssembledLossKnowsWhatTheSumDoesNot_FollowsTheAssembledLoss()
    {
        var random = new Random(3);
        var trials = Random(20)
            .Select(selection => new SelectionTrial(selection, 0.0, 0.6 + random.NextDouble(), 0.0))
            .Select(trial => trial with { Loss = Math.Sqrt(trial.RankedLoss) })
            .ToList();

        var model = TrialLossModel.Fit(Traits, trials.Take(15));

        Assert.All(trials.Skip(15), trial => Assert.InRange(
            model!.Predict(trial.Selection, trial.RankedLoss), 0.95 * trial.Loss, 1.05 * trial.Loss));
    }

    [Fact]
    public void Fit_TrialsThatFailed_DoNotCount()
    {
        var trials = Random(12).Select(selection => Trial(selection, Loss(selection))).ToList();
        var failed = Random(16).Skip(12).Select(selection => Trial(selection, double.PositiveInfinity));

        var expected = TrialLossModel.Fit(Traits, trials);
        var actual = TrialLossModel.Fit(Traits, trials.Concat(failed));

        Assert.Equal(expected!.Predict(trials[0].Selection, 0.0), actual!.Predict(trials[0].Selection, 0.0));
        Assert.Null(TrialLossModel.Fit(Traits, trials.Take(2)));
    }

    private static SelectionTrial Trial(Selection selection, double loss) => new(selection, 0.0, 0.0, loss);

    // A loss that grows by the roots of the scores, twice as fast where no layer is left out.
    private static double Loss(Selection selection) => 0.5 * Math.Exp(selection.Sum(key =>
        (key.Operation == "identity" ? 0.1 : 0.2) * Math.Sqrt(Scores[key])));

    private static List<Selection> Random(int count)
    {
        var random = new Random(5);
        var layers = Candidates.GroupBy(candidate => candidate.Layer.Index, candidate => candidate.Key).ToList();
        return Enumerable.Range(0, count).Select(_ => new Selection(layers.Select(layer => random.GetItems(layer.ToArray(), 1)[0]))).ToList();
    }
}
