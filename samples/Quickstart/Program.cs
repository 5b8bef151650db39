using Quickstart;

return await Sample.RunAsync(
    args,
    (arguments, cancellationToken) => arguments.TakeVerb() switch
    {
        "run" => Run.RunAsync(RunOptions.Read(arguments), cancellationToken),
        "train-teacher" => TeacherTraining.RunAsync(TeacherOptions.Read(arguments), cancellationToken),
        var verb => throw new ArgumentException($"There is no verb '{verb}': use 'run' (the default) or 'train-teacher'."),
    },
    "Stopped. What is finished is kept: start again to go on.");
