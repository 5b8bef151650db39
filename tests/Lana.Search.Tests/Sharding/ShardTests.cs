namespace Lana.Sharding;

public sealed class ShardTests
{
    [Fact]
    public void Parse_IndexAndCount_AreTheShard()
    {
        var shard = Shard.Parse("2/6");

        Assert.Equal(new Shard(2, 6), shard);
        Assert.Equal("2/6", shard.ToString());
    }

    [Theory]
    [InlineData("6/6")]
    [InlineData("-1/6")]
    [InlineData("1")]
    [InlineData("a/6")]
    [InlineData("0/0")]
    public void Parse_NoShard_SaysWhatIs(string text)
    {
        var exception = Assert.Throws<FormatException>(() => Shard.Parse(text));

        Assert.Contains("0/6", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=6", "3/6")]
    [InlineData("SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_COUNT=6", "4/6")]
    [InlineData("JOB_COMPLETION_INDEX=0 JOB_COMPLETIONS=3", "0/3")]
    [InlineData("HOME=/root", null)]
    public void FromEnvironment_OfAScheduler_IsItsTask(string environment, string? expected) =>
        Assert.Equal(expected, Shard.FromEnvironment(Variables(environment))?.ToString());

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=4", "SLURM_ARRAY_TASK_COUNT is ''")]
    [InlineData("JOB_COMPLETION_INDEX=1", "JOB_COMPLETIONS is ''")]
    [InlineData("JOB_COMPLETION_INDEX=3 JOB_COMPLETIONS=3", "worker 3 of 3")]
    public void FromEnvironment_Incomplete_NamesTheVariable(string environment, string message)
    {
        var exception = Assert.Throws<FormatException>(() => Shard.FromEnvironment(Variables(environment)));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(string environment)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => variables.GetValueOrDefault(name);
    }
}
