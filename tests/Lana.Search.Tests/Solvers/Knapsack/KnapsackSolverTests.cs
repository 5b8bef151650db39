using Lana.Problem;
using Lana.Solvers.Modelling;
using Lana.Solvers.OrTools;

namespace Lana.Solvers.Knapsack;

public sealed class KnapsackSolverTests
{
    [Fact]
    public void Solve_MediumProblems_AgreesWithCpSat()
    {
        var stop = new StopSignal(TimeProvider.System, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        for (var seed = 0; seed < 8; seed++)
        {
            var problem = seed % 2 == 0
                ? Instances.Independent(seed, budget: 0.25, layers: 20, operations: 30)
                : Instances.Correlated(seed, budget: 0.25, layers: 10, operations: 20);
            var request = new SolveRequest(ModelCompiler.Compile(problem), [], OverlapLimit: 20);

            var own = KnapsackSolver.Solve(request, stop);
            var other = new CpSatSolver(threads: 1, seed: 0).Solve(request, stop);

            Assert.NotNull(own.Choice);
            Assert.NotNull(other.Choice);
            Assert.Equal(request.Model.Objective(other.Choice), request.Model.Objective(own.Choice), 9);
            Assert.Equal(request.Model.Objective(own.Choice), own.Bound, 12);
        }
    }

    [Fact]
    public void CpSat_CancelledWhileTheModelWasMade_DoesNotSearch()
    {
        var stop = new StopSignal(TimeProvider.System, Timeout.InfiniteTimeSpan, new CancellationToken(canceled: true));
        var request = new SolveRequest(
            ModelCompiler.Compile(Instances.Independent(seed: 1, budget: 0.25, layers: 4, operations: 5)), [], OverlapLimit: 4);

        var outcome = new CpSatSolver(threads: 1, seed: 0).Run(new CpSatProgram(request), gap: 0.0, stop);

        Assert.Null(outcome.Choice);
        Assert.Equal(double.NegativeInfinity, outcome.Bound);
    }
}
