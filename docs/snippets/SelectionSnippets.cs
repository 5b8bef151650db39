using Lana.Analysis;
using Lana.Analysis.Refining;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;
using Lana.Trials;

namespace Snippets;

internal static class SelectionSnippets
{
    public static SelectionResult Select(ScoreTable scores, CostTable phone)
    {
        #region select
        var problem = SelectionProblem.Create()
            .Scores(scores)                                   // ScoreTable: a_ij, the teacher is 0
            .Cost("latency", phone)                           // CostTable: b_ij, with stem and head
            .Limit("latency", Budget.Latency(fraction: 0.45), teacher: "teacher")
            .AtMostInARow("identity", 2)
            .Build();
        SelectionResult result = new IlpOperationSelector().Select(problem, new SelectionOptions { Solutions = 100 });
        #endregion
        return result;
    }

    public static MinimaxResult SelectForTwo(
        IOperationSelector selector, SelectionProblem problem, double teacherOnPhoneMs, double teacherOnServerMs)
    {
        #region minimax
        MinimaxResult one = selector.SelectMinimax(problem, new MinimaxGoal(
            [new CostBudget("phone", teacherOnPhoneMs), new CostBudget("server", teacherOnServerMs)], MaxObjective: 0.8));
        #endregion
        return one;
    }

    public static async Task<RefinementResult> RefineAsync(
        SelectionProblem problem, SelectionResult result, Func<SelectionSolution, CancellationToken, ValueTask<double>> lossOfAssembled)
    {
        #region refiner
        var refined = await new SelectionRefiner(new RefinementOptions { MaxEvaluations = 64 })
            .RefineAsync(problem, result.Best.Selection, (selection, token) => lossOfAssembled(selection, token));
        #endregion
        return refined;
    }

    public static void Configure(AcceleratorOptions acceleration)
    {
        #region refinement-option
        acceleration.Refinement = new RefinementOptions { MaxEvaluations = 64 }; // refinement.json, before the fine-tuning
        #endregion

        #region trial-search
        acceleration.TrialSearch = new TrialSearchOptions { Trials = 10, Rounds = 2, TrialsPerRound = 4 };   // the default
        acceleration.TrialSearch = null;   // by the scores alone, as LANA does
        #endregion
    }
}
