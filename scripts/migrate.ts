import { prepareQueues } from "@/lib/core/queues";
import { jobs } from "@/lib/registry";

// After the migrations: the job queues, which are as many as the registry names.
const ownerUrl = process.env.DATABASE_OWNER_URL;
if (!ownerUrl) throw new Error("DATABASE_OWNER_URL is missing: name the database as its owner");
await prepareQueues(ownerUrl, jobs);
