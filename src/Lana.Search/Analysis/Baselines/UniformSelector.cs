using Lana.Problem;
using Lana.Solvers;

namespace Lana.Analysis.Baselines;

/// <summary>A baseline: the same operation in every layer that offers it, the teacher's or best fitting one
/// elsewhere.</summary>
/// <remarks>For each operation, the layers that do not offer it take their cheapest one. The best of these networks
/// that keeps the rules is the answer; no bound is known.</remarks>
public sealed class UniformSelector : IOperationSelector
{
    /// <inheritdoc/>
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var run = new BaselineRun(problem, options, progress, cancellationToken);
        for (var operation = 0; operation < run.Model.Operations.Length && !run.IsStopped; operation++)
        {
            var chosen = operation;
            run.Offer([.. run.Model.Variables.Select((variable, v) =>
            {
                var o = Array.IndexOf(variable.Operations, chosen);
                return o >= 0 ? o : run.Cheapest(v);
            })]);
        }

        return run.Conclude();
    }
}
