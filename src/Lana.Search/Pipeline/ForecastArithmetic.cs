using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>Computes the times of stages from measured times of their parts.</summary>
internal static class ForecastArithmetic
{
    /// <summary>The mean number of runs of the meter for a measured network: three, and sometimes more.</summary>
    public const double RunsPerNetwork = 3.5;

    // A selection is usually within the budget at the first or second attempt, and is then measured twice.
    private const int Rounds = 2;
    private const int MeasuredPerRound = 2;

    /// <summary>The seconds of the rounds of the budget loop.</summary>
    public static double Selections(int maxRounds, int solutions, double solve, double rank, double network)
    {
        var rounds = Math.Min(Rounds, maxRounds);
        return rounds * (solve + (solutions * rank) + (MeasuredPerRound * network));
    }

    /// <summary>The seconds of a step of one student on one thread, from steps of as many students as workers.</summary>
    /// <param name="perUnit">The seconds for one step of one of them.</param>
    /// <param name="teacher">The seconds of the teacher for one step, on one thread.</param>
    /// <param name="workers">The number of workers.</param>
    public static double StudentStep(double perUnit, double teacher, int workers) =>
        Math.Max(perUnit * workers / 4.0, (perUnit * workers) - (teacher / workers));

    /// <summary>The seconds of parallel trainings: the workers share the students, and the teacher runs once for
    /// all.</summary>
    public static double Training(int students, long steps, double studentStep, double teacher, int workers)
    {
        var side = Math.Ceiling((double)students / workers) * studentStep;
        return steps * Math.Max(side, ((students * studentStep) + teacher) / workers);
    }

    /// <summary>The number of networks that are ranked to propose a round's selections.</summary>
    public static int Proposals(TrialSearchOptions options, int round) => round == 0
        ? SelectionProposer.FixedProposals + (SelectionProposer.DrawsPerProposal * options.Trials)
        : 1 + (2 * SelectionProposer.DrawsPerProposal * options.TrialsPerRound);
}
