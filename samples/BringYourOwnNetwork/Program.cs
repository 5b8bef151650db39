using BringYourOwnNetwork;

return await Sample.RunAsync(
    args, (arguments, cancellationToken) => Run.RunAsync(RunOptions.Read(arguments), cancellationToken));
