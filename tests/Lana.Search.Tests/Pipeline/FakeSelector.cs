using Lana.Problem;
using Lana.Solvers;

namespace Lana.Pipeline;

/// <summary>A selector that does what a test says.</summary>
internal sealed class FakeSelector(Func<SelectionProblem, CancellationToken, SelectionResult> select)
    : IOperationSelector
{
    public SelectionResult Select(
        SelectionProblem problem,
        SelectionOptions? options = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) => select(problem, cancellationToken);
}
