using Lana.Interactions;
using Lana.Selection.Refining;

namespace Lana;

/// <summary>Pair terms and refinement on a run that was finished without them.</summary>
[Collection(TorchCollection.Name)]
public sealed class InteractionTests(FinishedRun reference) : IClassFixture<FinishedRun>
{
    [Fact]
    public void Accelerate_ByDefault_HasNeitherStage()
    {
        Assert.False(File.Exists(Path.Combine(reference.Directory, "pairs.json")));
        Assert.False(File.Exists(Path.Combine(reference.Directory, "refinement.json")));
    }

    [Fact]
    public async Task Accelerate_WithRefinement_IsNoWorseWithinTheBudgetAndKeepsTheSelection()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        using var before = await new Job(scratch.Path).RunAsync();
        var job = Refining(scratch);

        using var after = await job.RunAsync();

        Assert.Null(before.Refinement);
        Assert.NotNull(after.Refinement);
        Assert.Equal(after.Refinement.Selection, after.Selection);
        Assert.True(after.Selection.RankedLoss <= before.Selection.RankedLoss);
        Assert.True(after.Selection.MeasuredMs <= after.Selection.BudgetMs);
        Assert.True(after.Latency.IsWithinBudget);
        Assert.Contains("refinement", after.StageSeconds);
        Assert.Equal((0, 0), (job.Counted.Trained, job.Counted.Scorings));
        Assert.Equal(reference.Files["selection"], RunFiles.Of(scratch.Path)["selection"]);
    }

    [Fact]
    public async Task Accelerate_WithRefinementAgain_DoesNothingAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        using var first = await Refining(scratch).RunAsync();
        var job = Refining(scratch);

        using var second = await job.RunAsync();

        Assert.Equal(0, job.Counted.Rankings + job.Counted.FineTunings);
        Assert.Equal(first.Selection.Operations, second.Selection.Operations);
        Assert.Equal(first.Refinement!.Swaps.Count, second.Refinement!.Swaps.Count);
    }

    [Fact]
    public async Task Accelerate_WithOtherRefinement_RefinesAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        await Refining(scratch).CompleteAsync();
        var job = new Job(scratch.Path) { Refinement = new RefinementOptions { MaximumEvaluations = 2 } };

        using var result = await job.RunAsync();

        Assert.Equal(2, result.Refinement!.Evaluations);
        Assert.Equal(2, job.Counted.Rankings);
    }

    [Fact]
    public async Task Accelerate_WithPairs_MeasuresThemOnceAndSelectsAgain()
    {
        using var scratch = new Scratch();
        RunFiles.Copy(reference.Directory, scratch.Path);
        await Pairing(scratch).CompleteAsync();
        Assert.True(File.Exists(scratch.File("pairs.json")));
        Assert.NotEqual(reference.Files["selection"], RunFiles.Of(scratch.Path)["selection"]);
        var job = Pairing(scratch);

        using var again = await job.RunAsync();

        Assert.Equal((0, 0, 0), (job.Counted.Scorings, job.Counted.Rankings, job.Counted.FineTunings));
        Assert.True(again.Latency.IsWithinBudget);
    }

    private static Job Refining(Scratch scratch) =>
        new(scratch.Path) { Refinement = new RefinementOptions { MaximumEvaluations = 12 } };

    private static Job Pairing(Scratch scratch) =>
        new(scratch.Path) { Pairs = new PairScoringOptions { OperationsPerLayer = 1 } };
}
