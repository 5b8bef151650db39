using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;
using Lana.Selections;

namespace Snippets;

internal static class DistillationSnippets
{
    public static async Task TrainAndScoreAsync(Network teacher, IBatchSource images)
    {
        #region train-and-score
        using var pool = CandidatePool.Open("run/pool");
        var candidates = SearchSpace.Paper.CandidatesFor(teacher.Definition);
        await new CandidateTrainer().TrainAsync(new PretrainingRequest(teacher, candidates, images, pool));
        Console.WriteLine(pool.Describe());                 // losses layer by layer
        ScoreTable scores = await new CandidateScorer().ScoreAsync(new ScoringRequest(teacher, candidates, images, pool));
        #endregion
    }
}
